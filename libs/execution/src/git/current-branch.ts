import { defineFunction } from '../definition.js';
import { GitPlaceArgs } from './git.args.js';
import { askGit } from './git.js';

export const currentBranch = defineFunction({
  name: 'git.current_branch',
  doc: 'The branch that is checked out; an empty text where a commit is checked out without one.',
  args: GitPlaceArgs,
  example: 'git.current_branch /opt/app',
  looks: true,
  out: 'txt',
  run: (host, want, context) => askGit(host, want, context, 'branch', '--show-current'),
});

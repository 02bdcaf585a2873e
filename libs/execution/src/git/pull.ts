import { defineFunction } from '../definition.js';
import { GitPlaceArgs } from './git.args.js';
import { runGit } from './git.js';

export const pull = defineFunction({
  name: 'git.pull',
  doc: 'Bring the branch that is checked out to what its remote has. Only forward: commits of its own are never merged or dropped.',
  args: GitPlaceArgs,
  example: 'git.pull /opt/app',

  out: 'txt',
  run: (host, want, context) => runGit(host, want, context, 'pull', '--ff-only'),
});

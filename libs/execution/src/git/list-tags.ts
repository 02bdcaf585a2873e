import { defineFunction } from '../definition.js';
import { GitPlaceArgs } from './git.args.js';
import { askGit } from './git.js';

export const listTags = defineFunction({
  name: 'git.list_tags',
  doc: 'The tags of a working copy.',
  args: GitPlaceArgs,
  example: 'git.list_tags /opt/app',
  looks: true,
  run: async (host, want, context) =>
    (await askGit(host, want, context, 'for-each-ref', '--format=%(refname:short)', 'refs/tags'))
      .split('\n')
      .filter((line) => line !== ''),
});

import { defineFunction } from '../definition.js';
import { TreePathArgs } from './tree-path.args.js';
import { isFolder } from './tree-paths.js';

export const dirExists = defineFunction({
  name: 'slsutil.dir_exists',
  doc: 'Whether the state tree has a folder with files in it.',
  args: TreePathArgs,
  example: 'slsutil.dir_exists nginx/files',
  looks: true,
  run: async (_host, want, context) => isFolder(await context.tree(), want.saltenv, want.path),
});

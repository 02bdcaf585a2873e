import { defineFunction } from '../definition.js';
import { TreePathArgs } from './tree-path.args.js';
import { isFile } from './tree-paths.js';

export const fileExists = defineFunction({
  name: 'slsutil.file_exists',
  doc: 'Whether the state tree has a file.',
  args: TreePathArgs,
  example: 'slsutil.file_exists nginx/defaults.yaml',
  looks: true,
  run: async (_host, want, context) => isFile(await context.tree(), want.saltenv, want.path),
});

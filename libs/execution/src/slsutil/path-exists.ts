import { defineFunction } from '../definition.js';
import { TreePathArgs } from './tree-path.args.js';
import { isFile, isFolder } from './tree-paths.js';

export const pathExists = defineFunction({
  name: 'slsutil.path_exists',
  doc: 'Whether the state tree has a file or a folder at a path.',
  args: TreePathArgs,
  example: 'slsutil.path_exists nginx/files',
  looks: true,
  async run(_host, { path, saltenv }, context) {
    const tree = await context.tree();
    return (await isFile(tree, saltenv, path)) || isFolder(tree, saltenv, path);
  },
});

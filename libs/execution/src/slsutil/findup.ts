import { posix } from 'node:path';
import { Arg } from '@fleet/arguments';
import { defineFunction, FunctionRefused } from '../definition.js';
import { isFile, isFolder } from './tree-paths.js';

export class SlsutilFindupArgs {
  @Arg({ doc: 'The folder of the state tree to begin in.', type: 'string' })
  startpath!: string;

  @Arg({ doc: 'Names to look for; in each folder the first that is there.', type: 'string or list' })
  filenames!: string[];

  @Arg({ doc: 'Environment of the state tree.', type: 'string', default: 'base' })
  saltenv!: string;
}

export const findup = defineFunction({
  name: 'slsutil.findup',
  doc: 'The path of a file in a folder of the state tree, or in the nearest folder above that has it.',
  args: SlsutilFindupArgs,
  example: 'slsutil.findup formulas/shared/nginx map.jinja',
  looks: true,
  async run(_host, { startpath, filenames, saltenv }, context) {
    const tree = await context.tree();
    let folder = posix.normalize(startpath === '' ? '.' : startpath).replace(/^\/+|\/+$/g, '');
    if (folder.startsWith('..')) throw new FunctionRefused('bad-arguments', `${startpath} leaves the state tree`);
    if (folder !== '.' && folder !== '' && !(await isFolder(tree, saltenv, folder)))
      throw new FunctionRefused('failed', `the state tree has no folder ${startpath}`);
    for (;;) {
      for (const name of filenames) {
        const path = posix.join(folder, name);
        if ((await isFile(tree, saltenv, path)) || (await isFolder(tree, saltenv, path))) return path;
      }
      if (folder === '.' || folder === '') break;
      folder = posix.dirname(folder);
    }
    throw new FunctionRefused('failed', `neither ${startpath} nor a folder above it has ${filenames.join(' or ')}`);
  },
});

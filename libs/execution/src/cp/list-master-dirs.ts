import { posix } from 'node:path';
import { defineFunction } from '../definition.js';
import { SaltenvArgs } from './saltenv.args.js';
import { pathsBelow } from './tree-files.js';

export const listMasterDirs = defineFunction({
  name: 'cp.list_master_dirs',
  doc: 'The folders of an environment of the state tree that hold files, sorted.',
  args: SaltenvArgs,
  example: 'cp.list_master_dirs',
  looks: true,
  async run(_host, want, context) {
    const folders = new Set<string>();
    for (const path of await pathsBelow(context, want.saltenv, want.prefix))
      for (let folder = posix.dirname(path); folder !== '.'; folder = posix.dirname(folder)) folders.add(folder);
    return [...folders].filter((folder) => folder.startsWith(want.prefix)).sort();
  },
});

import { posix } from 'node:path';
import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { walk } from '../file/walk.js';
import { cacheFolder } from './cache.js';

export class CpListMinionArgs {
  @Arg({ doc: 'Environment of the state tree.', type: 'string', default: 'base' })
  saltenv!: string;
}

export const listMinion = defineFunction({
  name: 'cp.list_minion',
  doc: "The files that lie in the minion's cache under their own names (cp.cache_file and its kin), sorted.",
  args: CpListMinionArgs,
  example: 'cp.list_minion',
  looks: true,
  async run(host, want, context) {
    const root = cacheFolder(context.opts);
    const found: string[] = [];
    for (const folder of [`files/${want.saltenv}`, `extrn_files/${want.saltenv}`, 'localfiles']) {
      const top = posix.join(root, folder);
      for await (const { path, stats } of walk(host, top, Number.POSITIVE_INFINITY))
        if (stats.kind === 'file') found.push(path);
    }
    return found.sort();
  },
});

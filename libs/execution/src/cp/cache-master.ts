import { defineFunction } from '../definition.js';
import { cached } from './cache.js';
import { CpListMinionArgs } from './list-minion.js';
import { pathsBelow } from './tree-files.js';

export const cacheMaster = defineFunction({
  name: 'cp.cache_master',
  doc: "Copies of all files of an environment of the state tree in the minion's cache: their paths.",
  args: CpListMinionArgs,
  example: 'cp.cache_master',
  async run(host, want, context) {
    const copies: string[] = [];
    for (const path of await pathsBelow(context, want.saltenv, '')) {
      const copy = await cached(host, context, `salt://${path}`, want.saltenv);
      if (copy !== undefined) copies.push(copy);
    }
    return copies;
  },
});

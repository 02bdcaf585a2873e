import { defineFunction } from '../definition.js';
import { cachePath } from './cache.js';
import { CpPathArgs } from './path.args.js';

export const cacheDest = defineFunction({
  name: 'cp.cache_dest',
  doc: "Where a file would lie in the minion's cache, whether or not it does.",
  args: CpPathArgs,
  example: 'cp.cache_dest salt://app/app.tar.gz',
  looks: true,
  run: async (_host, want, context) => cachePath(context, want.path, want.saltenv),
});

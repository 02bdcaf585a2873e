import { defineFunction } from '../definition.js';
import { cached } from './cache.js';
import { CpPathArgs } from './path.args.js';

export const cacheFile = defineFunction({
  name: 'cp.cache_file',
  doc: "A copy of a file of the state tree, or of the web, in the minion's cache: its path, or an empty text where there is no such file.",
  args: CpPathArgs,
  example: 'cp.cache_file salt://app/app.tar.gz',
  run: async (host, want, context) => (await cached(host, context, want.path, want.saltenv)) ?? '',
});

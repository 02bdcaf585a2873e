import { Arg } from '@fleet/arguments';
import { defineFunction, FunctionRefused } from '../definition.js';
import { cached, cacheFolder } from './cache.js';

export class CpCacheLocalFileArgs {
  @Arg({ doc: 'Absolute path of a file of the minion.', type: 'string' })
  path!: string;
}

export const cacheLocalFile = defineFunction({
  name: 'cp.cache_local_file',
  doc: "A copy of a file of the minion in the minion's cache: its path, or an empty text where there is no such file.",
  args: CpCacheLocalFileArgs,
  example: 'cp.cache_local_file /etc/hosts',
  async run(host, want, context) {
    if (!want.path.startsWith('/')) throw new FunctionRefused('bad-arguments', `${want.path} is not an absolute path`);
    if ((await host.files.statTarget(want.path))?.kind !== 'file') return '';
    // What lies in the cache is a copy already.
    if (want.path.startsWith(`${cacheFolder(context.opts)}/`)) return want.path;
    return (await cached(host, context, want.path, 'base')) ?? '';
  },
});

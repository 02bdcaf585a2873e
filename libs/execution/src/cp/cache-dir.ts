import { Arg } from '@fleet/arguments';
import { parseSaltUrl } from '@fleet/fileserver';
import { matchGlob } from '@fleet/targeting';
import { defineFunction, FunctionRefused } from '../definition.js';
import { cached } from './cache.js';
import { pathsBelow } from './tree-files.js';

export class CpCacheDirArgs {
  @Arg({ doc: 'The folder: salt://path.', type: 'string' })
  path!: string;

  @Arg({ doc: 'Environment of the state tree.', type: 'string', default: 'base' })
  saltenv!: string;

  @Arg({ doc: 'Whether empty folders come too; the state tree has none.', type: 'boolean', default: false })
  include_empty!: boolean;

  @Arg({ doc: 'Only paths that this glob fits.', type: 'string', optional: true })
  include_pat?: string;

  @Arg({ doc: 'No paths that this glob fits.', type: 'string', optional: true })
  exclude_pat?: string;
}

export const cacheDir = defineFunction({
  name: 'cp.cache_dir',
  doc: "Copies of all files below a folder of the state tree in the minion's cache: their paths.",
  args: CpCacheDirArgs,
  example: 'cp.cache_dir salt://app/files',
  async run(host, want, context) {
    const url = parseSaltUrl(want.path, want.saltenv);
    if (typeof url === 'string') throw new FunctionRefused('bad-arguments', url);
    const copies: string[] = [];
    for (const path of await pathsBelow(context, url.environment, `${url.path}/`)) {
      if (want.include_pat !== undefined && !matchGlob(want.include_pat, path)) continue;
      if (want.exclude_pat !== undefined && matchGlob(want.exclude_pat, path)) continue;
      const copy = await cached(host, context, `salt://${path}`, url.environment);
      if (copy !== undefined) copies.push(copy);
    }
    return copies;
  },
});

import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { cached } from './cache.js';

export class CpCacheFilesArgs {
  @Arg({
    doc: 'The files: salt://path, or paths on the minion; also one text with commas between them.',
    type: 'string or list',
  })
  paths!: string[];

  @Arg({ doc: 'Environment of the state tree.', type: 'string', default: 'base' })
  saltenv!: string;
}

export const cacheFiles = defineFunction({
  name: 'cp.cache_files',
  doc: "Copies of files in the minion's cache: their paths, empty for those that do not exist.",
  args: CpCacheFilesArgs,
  example: 'cp.cache_files salt://app/a,salt://app/b',
  async run(host, want, context) {
    const copies: string[] = [];
    for (const path of want.paths.flatMap((one) => one.split(',')))
      copies.push((await cached(host, context, path.trim(), want.saltenv)) ?? '');
    return copies;
  },
});

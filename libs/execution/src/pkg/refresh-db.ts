import { Arg } from '@fleet/arguments';
import type { Value } from '@fleet/values';
import { defineFunction, FunctionRefused, FunctionResult } from '../definition.js';

export class PkgRefreshDbArgs {
  @Arg({ doc: 'Do nothing where the lists are younger than this.', type: 'duration', default: 0 })
  cache_valid_time!: number;

  @Arg({
    doc: 'Refuse where a repository does not answer, instead of saying so of its lists.',
    type: 'boolean',
    default: false,
  })
  failhard!: boolean;
}

export const refreshDb = defineFunction({
  name: 'pkg.refresh_db',
  doc: 'Fetch the lists of packages: list → true where it is new, null where it is as it was, false where it cannot be had; then the retcode is 1.',
  args: PkgRefreshDbArgs,
  example: 'pkg.refresh_db',
  async run(host, want) {
    const fetched = want.cache_valid_time > 0 ? await host.packages.refreshed() : undefined;
    if (fetched !== undefined && Date.now() - fetched < want.cache_valid_time) return new Map();
    const lists = await host.packages.refresh();
    const failed = lists.filter(({ outcome }) => outcome === 'failed').map(({ list }) => list);
    if (failed.length > 0 && want.failhard)
      throw new FunctionRefused('failed', `these lists of packages cannot be had: ${failed.join(', ')}`, { failed });
    const answers = lists
      .filter(({ outcome }) => outcome !== 'ignored')
      .map(({ list, outcome }): [Value, Value] => [list, outcome === 'unchanged' ? null : outcome === 'fetched']);
    return new FunctionResult(new Map(answers), failed.length > 0 ? 1 : 0);
  },
});

import { Arg } from '@fleet/arguments';
import { isMap, mergeRecursive, traverse, type Value, type ValueMap } from '@fleet/values';
import { FunctionRefused, defineFunction } from '../definition.js';

export class GrainsFilterByArgs {
  @Arg({ doc: 'Value of the grain → what to answer for it.', type: 'mapping' })
  lookup_dict!: ValueMap;

  @Arg({ doc: 'The grain to look at.', type: 'string', default: 'os_family' })
  grain!: string;

  @Arg({ doc: 'A mapping that is merged over the answer.', type: 'any', optional: true })
  merge?: Value;

  @Arg({ doc: 'The entry to take where the grain has no entry of its own.', type: 'string', default: 'default' })
  default!: string;

  @Arg({ doc: 'The entry that the answer is merged over.', type: 'string', optional: true })
  base?: string;
}

export const filterBy = defineFunction({
  name: 'grains.filter_by',
  doc: 'Choose from a mapping by the value of a grain, as map.jinja files do.',
  args: GrainsFilterByArgs,
  example: 'grains.filter_by "{Debian: {pkg: nginx}, default: {pkg: httpd}}"',
  async run(_host, want, context) {
    const value = traverse(await context.grains(), want.grain) ?? '';
    const wanted = Array.isArray(value) ? value : [value];
    const key = wanted.find((candidate) => want.lookup_dict.has(candidate)) ?? want.default;
    let chosen: Value = want.lookup_dict.get(key) ?? null;
    if (want.base !== undefined && isMap(want.lookup_dict.get(want.base) ?? null)) {
      const base = want.lookup_dict.get(want.base) as ValueMap;
      chosen = chosen === null ? base : mergeRecursive(base, chosen);
    }
    if (want.merge === undefined || want.merge === null) return chosen;
    if (!isMap(want.merge)) throw new FunctionRefused('bad-arguments', 'grains.filter_by: merge must be a mapping');
    return chosen === null ? want.merge : mergeRecursive(chosen, want.merge);
  },
});

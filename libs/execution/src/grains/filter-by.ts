import { Arg } from '@fleet/arguments';
import { pythonStr } from '@fleet/rendering';
import { matchGlob } from '@fleet/targeting';
import { isList, isMap, traverse, type Value, type ValueMap } from '@fleet/values';
import { FunctionRefused, defineQuick } from '../definition.js';
import { updated } from '../dict-update.js';
import { isTrue } from '../truth.js';

export class GrainsFilterByArgs {
  @Arg({ doc: 'Glob on values of the grain → what to answer for them.', type: 'mapping' })
  lookup_dict!: ValueMap;

  @Arg({ doc: 'The grain to look at; of a list, the first that an entry fits.', type: 'string', default: 'os_family' })
  grain!: string;

  @Arg({ doc: 'A mapping that is merged over the answer.', type: 'any', optional: true })
  merge?: Value;

  @Arg({ doc: 'The entry to take where none fits.', type: 'any', default: 'default', nullable: true })
  default!: Value;

  @Arg({ doc: 'The entry that the answer is merged over.', type: 'any', optional: true })
  base?: Value;
}

export const filterBy = defineQuick({
  name: 'grains.filter_by',
  doc: 'Choose from a mapping by the value of a grain, as map.jinja files do.',
  args: GrainsFilterByArgs,
  example: 'grains.filter_by "{Debian: {pkg: nginx}, default: {pkg: httpd}}"',
  needs: ['grains'],
  now(want, { grains }) {
    const value = traverse(grains, want.grain) ?? [];
    let chosen = fitting(want.lookup_dict, isList(value) ? value : [value]);
    if (chosen === null) chosen = want.lookup_dict.get(want.default) ?? null;
    const base = (want.base && want.lookup_dict.get(want.base)) ?? null;
    if (chosen === null) chosen = base;
    else if (isMap(base)) {
      if (!isMap(chosen))
        throw new FunctionRefused('failed', 'grains.filter_by: what is chosen and its base must both be mappings');
      chosen = updated(base, chosen);
    }
    if (want.merge === undefined || !isTrue(want.merge)) return chosen;
    if (!isMap(want.merge)) throw new FunctionRefused('bad-arguments', 'grains.filter_by: merge must be a mapping');
    return chosen === null ? want.merge : updated(chosen, want.merge);
  },
});

function fitting(lookup: ValueMap, values: readonly Value[]): Value {
  for (const value of values) {
    const text = pythonStr(value);
    for (const [pattern, answer] of lookup) {
      // An entry that holds nothing is no answer: the next value is looked at.
      if (!matchGlob(pythonStr(pattern), text)) continue;
      if (answer === null) break;
      return answer;
    }
  }
  return null;
}

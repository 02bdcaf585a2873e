import { Arg } from '@fleet/arguments';
import { isMap, type Value, type ValueMap } from '@fleet/values';
import { defineQuick, FunctionRefused } from '../definition.js';
import { updated } from '../dict-update.js';
import { isTrue } from '../truth.js';
import { lookupTypes, matchingKeys } from './lookup.js';

export class MatchFilterByArgs {
  @Arg({ doc: 'Target → what to answer for it.', type: 'mapping' })
  lookup!: ValueMap;

  @Arg({ doc: 'What the targets are.', type: 'string', default: 'compound', oneOf: lookupTypes })
  tgt_type!: (typeof lookupTypes)[number];

  @Arg({ doc: 'Ask for a minion of this id, instead of this one.', type: 'string', optional: true })
  minion_id?: string;

  @Arg({ doc: 'A mapping that is merged over the answer.', type: 'any', optional: true })
  merge?: Value;

  @Arg({ doc: 'Join lists instead of replacing them.', type: 'boolean', default: false })
  merge_lists!: boolean;

  @Arg({ doc: 'The entry to take where no target fits.', type: 'any', default: 'default', nullable: true })
  default!: Value;
}

export const filterBy = defineQuick({
  name: 'match.filter_by',
  doc: 'Choose from a mapping by the first target that means this minion.',
  args: MatchFilterByArgs,
  example: `match.filter_by "{'web*': [app], default: []}"`,
  needs: ['grains', 'pillar'],
  now(want, known) {
    const [key] = matchingKeys(want.lookup, want.tgt_type, known, want.minion_id);
    if (key === undefined) return want.lookup.get(want.default) ?? null;
    const chosen = want.lookup.get(key) ?? null;
    if (want.merge === undefined || !isTrue(want.merge)) return chosen;
    if (!isMap(want.merge)) throw new FunctionRefused('bad-arguments', 'match.filter_by: merge must be a mapping');
    return chosen === null ? want.merge : updated(chosen, want.merge, { mergeLists: want.merge_lists });
  },
});

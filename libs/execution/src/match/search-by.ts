import { Arg } from '@fleet/arguments';
import { isList, type ValueMap } from '@fleet/values';
import { defineQuick } from '../definition.js';
import { lookupTypes } from './lookup.js';
import { ownMatch } from './own-match.js';

export class MatchSearchByArgs {
  @Arg({ doc: 'Name → the targets, any of which may fit.', type: 'mapping' })
  lookup!: ValueMap;

  @Arg({ doc: 'What the targets are.', type: 'string', default: 'compound', oneOf: lookupTypes })
  tgt_type!: (typeof lookupTypes)[number];

  @Arg({ doc: 'Ask for a minion of this id, instead of this one.', type: 'string', optional: true })
  minion_id?: string;
}

export const searchBy = defineQuick({
  name: 'match.search_by',
  doc: 'The names of all entries with a target that means this minion, or nothing.',
  args: MatchSearchByArgs,
  example: `match.search_by "{app: ['web*'], db: ['db*']}"`,
  needs: ['grains', 'pillar'],
  now(want, known) {
    const found = [...want.lookup].filter(([, targets]) =>
      (isList(targets) ? targets : [targets]).some((target) =>
        ownMatch(want.tgt_type, String(target), known, want.minion_id),
      ),
    );
    return found.length > 0 ? found.map(([name]) => name) : null;
  },
});

import { Arg } from '@fleet/arguments';
import { isList, isMap, type Value } from '@fleet/values';
import { defineQuick } from '../definition.js';
import { isTrue } from '../truth.js';
import { defaults, sources } from './sources.js';

export class ConfigMergeArgs {
  @Arg({ doc: 'Name of the setting; no path.', type: 'string' })
  value!: string;

  @Arg({ doc: 'What to answer where nothing has it.', type: 'any', default: '', nullable: true })
  default!: Value;

  @Arg({ doc: 'Do not look into the configuration of the minion.', type: 'boolean', default: false })
  omit_opts!: boolean;

  @Arg({ doc: 'Do not look into the configuration of the master in the pillar.', type: 'boolean', default: false })
  omit_master!: boolean;

  @Arg({ doc: 'Do not look into the pillar.', type: 'boolean', default: false })
  omit_pillar!: boolean;
}

export const merge = defineQuick({
  name: 'config.merge',
  doc: 'A setting by its name, all places together: mappings and lists of the configuration, then of the pillar, are joined.',
  args: ConfigMergeArgs,
  example: 'config.merge repositories',
  needs: ['pillar'],
  now(want, known) {
    let merged: Value | undefined;
    for (const place of sources(known, { ...want, omit_grains: true })) {
      const found = place.get(want.value);
      if (found === undefined) continue;
      merged = merged === undefined ? found : together(merged, found);
      if (typeof merged === 'string') return merged;
    }
    merged ??= defaults.get(want.value);
    return merged !== undefined && isTrue(merged) ? merged : want.default;
  },
});

/** What came first wins in mappings and stands first in lists. */
function together(first: Value, later: Value): Value {
  if (isMap(first) && isMap(later)) return new Map([...later, ...first]);
  return isList(first) && isList(later) ? [...first, ...later] : first;
}

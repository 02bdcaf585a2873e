import { Arg } from '@fleet/arguments';
import { traverse, type Value } from '@fleet/values';
import { defineQuick, type Known } from '../definition.js';
import { mergedBy } from '../dict-update.js';
import { PathOfValueArgs, valueAt } from '../get.args.js';
import { defaults, masterOpts, sources } from './sources.js';

export class ConfigGetArgs extends PathOfValueArgs {
  @Arg({
    doc: 'Merge all places before looking, instead of taking the first that has it; configuration wins, then grains.',
    type: 'string',
    optional: true,
    oneOf: ['recurse', 'overwrite'],
  })
  merge?: 'recurse' | 'overwrite';

  @Arg({ doc: 'Do not look into the configuration of the minion.', type: 'boolean', default: false })
  omit_opts!: boolean;

  @Arg({ doc: 'Do not look into the pillar.', type: 'boolean', default: false })
  omit_pillar!: boolean;

  @Arg({ doc: 'Do not look into the configuration of the master in the pillar.', type: 'boolean', default: false })
  omit_master!: boolean;

  @Arg({ doc: 'Do not look into grains.', type: 'boolean', default: false })
  omit_grains!: boolean;
}

export const get = defineQuick({
  name: 'config.get',
  doc: 'A setting by its path: from the minion, else its grains, else its pillar.',
  args: ConfigGetArgs,
  example: 'config.get home_dir',
  needs: ['grains', 'pillar'],
  now(want, known) {
    if (want.merge) return fromAll(want, known, want.merge);
    for (const place of [...sources(known, want), defaults]) {
      const found = traverse(place, want.key, want.delimiter);
      if (found !== undefined) return found;
    }
    return want.default;
  },
});

/** The last in the list wins; nothing can be left out here, in Salt neither. */
function fromAll(want: ConfigGetArgs, { opts, grains, pillar }: Known, strategy: 'recurse' | 'overwrite'): Value {
  let merged = defaults;
  for (const place of [masterOpts(pillar), pillar, grains, opts]) merged = mergedBy(strategy, merged, place, false);
  return valueAt(merged, want);
}

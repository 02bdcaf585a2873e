import { Arg } from '@fleet/arguments';
import type { Value, ValueMap } from '@fleet/values';
import { FunctionRefused, defineQuick } from '../definition.js';
import { filterBy as byGrain } from '../grains/filter-by.js';

export class PillarFilterByArgs {
  @Arg({ doc: 'Glob on values of the pillar → what to answer for them.', type: 'mapping' })
  lookup_dict!: ValueMap;

  @Arg({ doc: 'Path of the value to look at; of a list, the first item that an entry fits.', type: 'string' })
  pillar!: string;

  @Arg({ doc: 'A mapping that is merged over the answer.', type: 'any', optional: true })
  merge?: Value;

  @Arg({ doc: 'The entry to take where none fits.', type: 'any', default: 'default', nullable: true })
  default!: Value;

  @Arg({ doc: 'The entry that the answer is merged over.', type: 'any', optional: true })
  base?: Value;
}

export const filterBy = defineQuick({
  name: 'pillar.filter_by',
  doc: 'Choose from a mapping by a value of the pillar.',
  args: PillarFilterByArgs,
  example: 'pillar.filter_by "{web: serves, db: stores, default: neither}" role',
  needs: ['pillar'],
  now({ pillar: path, ...want }, known) {
    if (!byGrain.now) throw new FunctionRefused('failed', 'grains.filter_by cannot be asked at once');
    return byGrain.now({ ...want, grain: path }, { ...known, grains: known.pillar });
  },
});

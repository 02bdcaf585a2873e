import { Rest } from '@fleet/arguments';
import type { ValueMap } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { itemsOptions } from './items.args.js';
import { optionsOf, wantedPillar } from './wanted-pillar.js';

export class PillarLsArgs {
  @Rest({ doc: '`pillar` is merged over what the master compiles; `pillarenv` chooses the environment.', of: 'named' })
  options: ValueMap = new Map();
}

export const ls = defineFunction({
  name: 'pillar.ls',
  doc: 'The top-level keys of the pillar.',
  args: PillarLsArgs,
  example: 'pillar.ls',
  looks: true,
  run: async (_host, want, context) => [
    ...(await wantedPillar('pillar.ls', optionsOf(want.options, itemsOptions, 'pillar.ls'), context)).keys(),
  ],
});

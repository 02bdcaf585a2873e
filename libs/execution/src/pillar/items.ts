import { Rest } from '@fleet/arguments';
import type { Value, ValueMap } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { pick } from '../item-args.js';

export class PillarItemsArgs {
  @Rest({ doc: 'Paths of single values; none for the whole pillar.', of: 'positional' })
  keys: Value[] = [];

  @Rest({ doc: '`pillar` is merged over what the master compiles; `pillarenv` chooses the environment.', of: 'named' })
  options: ValueMap = new Map();
}

export const items = defineFunction({
  name: 'pillar.items',
  doc: 'The pillar of the minion, compiled now: what a state run would see.',
  args: PillarItemsArgs,
  example: 'pillar.items',
  async run(_host, want, context) {
    const pillar = await context.pillar();
    return want.keys.length === 0 ? pillar : pick(pillar, want.keys);
  },
});

import { defineFunction, type FunctionContext } from '../definition.js';
import { itemsAt } from './item.js';
import { itemsOptions, PillarItemsArgs } from './items.args.js';
import { optionsOf, wantedPillar } from './wanted-pillar.js';
import type { ValueMap } from '@fleet/values';

export const items = defineFunction({
  name: 'pillar.items',
  doc: 'The pillar of the minion, compiled now: what a state run would see.',
  args: PillarItemsArgs,
  example: 'pillar.items',
  looks: true,
  run: (_host, want, context) => itemsOf('pillar.items', want, context),
});

export async function itemsOf(name: string, want: PillarItemsArgs, context: FunctionContext): Promise<ValueMap> {
  const options = optionsOf(want.options, itemsOptions, name);
  return want.keys.length > 0 ? itemsAt(name, want.keys, options, context) : wantedPillar(name, options, context);
}

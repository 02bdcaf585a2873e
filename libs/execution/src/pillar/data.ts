import { defineFunction } from '../definition.js';
import { PillarItemsArgs } from './items.args.js';
import { itemsOf } from './items.js';

export const data = defineFunction({
  name: 'pillar.data',
  doc: 'The same as pillar.items.',
  args: PillarItemsArgs,
  example: 'pillar.data',
  looks: true,
  run: (_host, want, context) => itemsOf('pillar.data', want, context),
});

import { defineFunction } from '../definition.js';
import { PillarGetArgs } from './get.args.js';
import { getFromPillar } from './get.js';

export const fetch = defineFunction({
  name: 'pillar.fetch',
  doc: 'The same as pillar.get.',
  args: PillarGetArgs,
  example: 'pillar.fetch cortensord:CHAINID',
  looks: true,
  run: (_host, want, context) => getFromPillar('pillar.fetch', want, context),
});

import { defineFunction } from '../definition.js';
import { ItemArgs, pick } from '../item-args.js';

export const item = defineFunction({
  name: 'pillar.item',
  doc: 'Several values of the pillar by path; those that do not exist are left out.',
  args: ItemArgs,
  example: 'pillar.item cortensord:user cortensord:CHAINID',
  run: async (_host, want, context) => pick(await context.pillar(), want.keys),
});

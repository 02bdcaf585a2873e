import { defineFunction } from '../definition.js';
import { ItemArgs, pick } from '../item-args.js';

export const item = defineFunction({
  name: 'grains.item',
  doc: 'Several grains by name; those that the minion does not have are left out.',
  args: ItemArgs,
  example: 'grains.item os osrelease',
  run: async (_host, want, context) => pick(await context.grains(), want.keys),
});

import { defineFunction } from '../definition.js';
import { GetArgs, getFrom } from '../get.js';

export const get = defineFunction({
  name: 'pillar.get',
  doc: 'One value of the pillar by its path.',
  args: GetArgs,
  example: 'pillar.get cortensord:CHAINID',
  run: async (_host, want, context) => getFrom(await context.pillar(), want),
});

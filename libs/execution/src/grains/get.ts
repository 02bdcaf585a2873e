import { GetArgs, getFrom } from '../get.js';
import { defineFunction } from '../definition.js';

export const get = defineFunction({
  name: 'grains.get',
  doc: 'One grain, or a value inside one, by its path.',
  args: GetArgs,
  example: 'grains.get systemd:version',
  run: async (_host, want, context) => getFrom(await context.grains(), want),
});

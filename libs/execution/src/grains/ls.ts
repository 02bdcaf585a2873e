import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';

export const ls = defineFunction({
  name: 'grains.ls',
  doc: 'The names of all grains, sorted.',
  args: NoArgs,
  example: 'grains.ls',
  run: async (_host, _want, context) => [...(await context.grains()).keys()].map(String).sort(),
});

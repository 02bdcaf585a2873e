import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';

export const keys = defineFunction({
  name: 'grains.keys',
  doc: 'Names of all grains, sorted; the same as grains.ls.',
  args: NoArgs,
  example: 'grains.keys',
  run: async (_host, _want, context) => [...(await context.grains()).keys()].map(String).sort(),
});

import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';

export const items = defineFunction({
  name: 'grains.items',
  doc: 'Every grain of the minion.',
  args: NoArgs,
  example: 'grains.items',
  run: (_host, _want, context) => context.grains(),
});

import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';

export const ping = defineFunction({
  name: 'test.ping',
  doc: 'Answer true: the minion is up, trusted and takes commands.',
  args: NoArgs,
  example: 'test.ping',
  looks: true,
  run: async () => true,
});

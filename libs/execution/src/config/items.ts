import { defineQuick } from '../definition.js';
import { NoArgs } from '../no-args.js';

export const items = defineQuick({
  name: 'config.items',
  doc: 'The configuration of the minion, as templates see it.',
  args: NoArgs,
  example: 'config.items',
  now: (_want, { opts }) => opts,
});

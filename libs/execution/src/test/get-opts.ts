import { defineQuick } from '../definition.js';
import { NoArgs } from '../no-args.js';

export const getOpts = defineQuick({
  name: 'test.get_opts',
  doc: 'The configuration of the minion, as templates see it.',
  args: NoArgs,
  example: 'test.get_opts',
  now: (_want, { opts }) => opts,
});

import { defineQuick } from '../definition.js';
import { NoArgs } from '../no-args.js';

export const alwaysTrue = defineQuick({
  name: 'test.true',
  doc: 'Always true.',
  args: NoArgs,
  example: 'test.true',
  now: () => true,
});

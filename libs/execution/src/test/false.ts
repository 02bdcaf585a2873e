import { defineQuick } from '../definition.js';
import { NoArgs } from '../no-args.js';

export const alwaysFalse = defineQuick({
  name: 'test.false',
  doc: 'Always false.',
  args: NoArgs,
  example: 'test.false',
  now: () => false,
});

import { defineState } from '../definition.js';
import { verdict } from './pretended.js';
import { TestStateArgs } from './test.args.js';

export const nop = defineState({
  name: 'test.nop',
  doc: 'Succeed without a change.',
  args: TestStateArgs,
  example: 'always:\n  test.nop\n',
  plan: async (_host, _want, context) => verdict(true, 'Success!', { changes: false, test: context.test }),
});

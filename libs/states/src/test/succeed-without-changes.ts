import { defineState } from '../definition.js';
import { verdict } from './pretended.js';
import { TestStateArgs } from './test.args.js';

export const succeedWithoutChanges = defineState({
  name: 'test.succeed_without_changes',
  doc: 'Succeed without a change.',
  args: TestStateArgs,
  example: 'always:\n  test.succeed_without_changes\n',
  plan: async (_host, _want, context) => verdict(true, 'Success!', { changes: false, test: context.test }),
});

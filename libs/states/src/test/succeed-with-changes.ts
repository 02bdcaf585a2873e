import { defineState } from '../definition.js';
import { verdict } from './pretended.js';
import { TestStateArgs } from './test.args.js';

export const succeedWithChanges = defineState({
  name: 'test.succeed_with_changes',
  doc: 'Succeed and report a change that was not made.',
  args: TestStateArgs,
  example: 'always:\n  test.succeed_with_changes\n',
  plan: async (_host, _want, context) => verdict(true, 'Success!', { changes: true, test: context.test }),
});

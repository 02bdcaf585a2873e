import { defineState } from '../definition.js';
import { verdict } from './pretended.js';
import { TestStateArgs } from './test.args.js';

export const failWithChanges = defineState({
  name: 'test.fail_with_changes',
  doc: 'Fail and report a change that was not made.',
  args: TestStateArgs,
  example: 'always:\n  test.fail_with_changes\n',
  plan: async (_host, _want, context) => verdict(false, 'Failure!', { changes: true, test: context.test }),
});

import { defineState } from '../definition.js';
import { verdict } from './pretended.js';
import { TestStateArgs } from './test.args.js';

export const failWithoutChanges = defineState({
  name: 'test.fail_without_changes',
  doc: 'Fail without a change.',
  args: TestStateArgs,
  example: 'always:\n  test.fail_without_changes\n',
  plan: async (_host, _want, context) => verdict(false, 'Failure!', { changes: false, test: context.test }),
});

import { defineState } from '../definition.js';
import { pretended } from './parts/pretended.js';
import { TestArgs } from './parts/test.args.js';
import { watchFired } from './parts/watch-fired.js';

export const failWithChanges = defineState({
  name: 'test.fail_with_changes',
  doc: 'Fail, and pretend to have changed something.',
  args: TestArgs,
  example: 'one:\n  test.fail_with_changes: []\n',
  plan: async (_host, _want, context) => pretended({ result: false, changes: true }, context.test),
  onWatch: async (_host, _want, context) => watchFired(context),
});

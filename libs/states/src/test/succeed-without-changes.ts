import { defineState } from '../definition.js';
import { pretended } from './parts/pretended.js';
import { TestArgs } from './parts/test.args.js';
import { watchFired } from './parts/watch-fired.js';

export const succeedWithoutChanges = defineState({
  name: 'test.succeed_without_changes',
  doc: 'Succeed, changing nothing.',
  args: TestArgs,
  example: 'one:\n  test.succeed_without_changes: []\n',
  plan: async (_host, _want, context) => pretended({ result: true, changes: false }, context.test),
  onWatch: async (_host, _want, context) => watchFired(context),
});

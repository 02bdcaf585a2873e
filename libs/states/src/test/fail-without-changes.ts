import { defineState } from '../definition.js';
import { pretended } from './parts/pretended.js';
import { TestArgs } from './parts/test.args.js';
import { watchFired } from './parts/watch-fired.js';

export const failWithoutChanges = defineState({
  name: 'test.fail_without_changes',
  doc: 'Fail, changing nothing; a `comment` says why.',
  args: TestArgs,
  example: 'one:\n  test.fail_without_changes:\n    - comment: this is not configured\n',
  async plan(_host, want, context) {
    const comment = want.others.get('comment');
    return pretended(
      { result: false, changes: false, ...(typeof comment === 'string' ? { comment } : {}) },
      context.test,
    );
  },
  onWatch: async (_host, _want, context) => watchFired(context),
});

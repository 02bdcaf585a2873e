import { Arg } from '@fleet/arguments';
import type { Value } from '@fleet/values';
import { defineState } from '../definition.js';
import { pretendedChanges } from './parts/pretended.js';
import { watchFired } from './parts/watch-fired.js';

export class TestConfigurableTestStateArgs {
  @Arg({ doc: 'Any text; it is not used.', type: 'string' })
  name!: string;

  @Arg({ doc: 'Pretend to have changed something; Random decides anew each time.', type: 'any', default: true })
  changes!: Value;

  @Arg({ doc: 'Succeed or fail; Random decides anew each time.', type: 'any', default: true })
  result!: Value;

  @Arg({ doc: 'The comment.', type: 'string', default: '' })
  comment!: string;

  @Arg({ doc: 'Warnings to give.', type: 'string or list', optional: true })
  warnings?: string[];

  @Arg({
    doc: 'Accepted for trees that tell results to come from real runs; it changes nothing.',
    type: 'boolean',
    optional: true,
  })
  allow_test_mode_failure?: boolean;
}

export const configurableTestState = defineState({
  name: 'test.configurable_test_state',
  doc: 'Succeed or fail, with or without changes, as asked.',
  args: TestConfigurableTestStateArgs,
  example: `one:
  test.configurable_test_state:
    - changes: True
    - result: False
    - comment: as asked
`,
  async plan(_host, want, context) {
    const [changes, result] = [decide(want.changes), decide(want.result)];
    if (changes === undefined || result === undefined)
      return { impossible: '`changes` and `result` must be true, false or Random' };
    const made = changes ? pretendedChanges() : new Map();
    const warnings = want.warnings ?? [];
    if (context.test)
      return { verdict: changes ? null : result, comment: want.comment || 'This is a test', changes: made, warnings };
    return { verdict: result, comment: want.comment, changes: made, warnings };
  },
  onWatch: async (_host, _want, context) => watchFired(context),
});

function decide(value: Value): boolean | undefined {
  if (value === 'Random') return Math.random() < 0.5;
  return typeof value === 'boolean' ? value : undefined;
}

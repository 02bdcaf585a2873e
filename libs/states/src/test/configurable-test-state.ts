import { Arg } from '@fleet/arguments';
import type { Value } from '@fleet/values';
import { defineState } from '../definition.js';
import { impossible } from '../step.js';
import { verdict } from './pretended.js';
import { TestStateArgs } from './test.args.js';

export class ConfigurableTestStateArgs extends TestStateArgs {
  @Arg({ doc: 'Whether to report a change: true, false or Random.', type: 'any', default: true })
  changes!: Value;

  @Arg({ doc: 'The result: true, false or Random.', type: 'any', default: true })
  result!: Value;

  @Arg({ doc: 'The comment to report.', type: 'string', default: '' })
  comment!: string;
}

export const configurableTestState = defineState({
  name: 'test.configurable_test_state',
  doc: 'Report the result, changes and comment that the arguments ask for.',
  args: ConfigurableTestStateArgs,
  example: 'rehearsal:\n  test.configurable_test_state:\n    - changes: True\n    - result: False\n    - comment: as asked\n',
  async plan(_host, want, context) {
    const result = chosen(want.result);
    const changes = chosen(want.changes);
    if (result === undefined || changes === undefined) return impossible('`result` and `changes` take true, false or Random');
    return verdict(result, want.comment, { changes, test: context.test });
  },
});

function chosen(value: Value): boolean | undefined {
  if (typeof value === 'boolean') return value;
  return value === 'Random' ? Math.random() < 0.5 : undefined;
}

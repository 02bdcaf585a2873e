import { Arg } from '@fleet/arguments';
import { FunctionRefused, defineFunction } from '../definition.js';

export class TestFailArgs {
  @Arg({ doc: 'The sentence to fail with.', type: 'string', default: 'asked to fail' })
  message!: string;
}

export const fail = defineFunction({
  name: 'test.fail',
  doc: 'Fail, to see how a failure is shown.',
  args: TestFailArgs,
  example: 'test.fail "no reason"',
  async run(_host, want) {
    throw new FunctionRefused('failed', want.message);
  },
});

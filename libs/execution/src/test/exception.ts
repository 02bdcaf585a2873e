import { Arg } from '@fleet/arguments';
import { defineQuick, FunctionRefused } from '../definition.js';

export class TestExceptionArgs {
  @Arg({ doc: 'The sentence to fail with.', type: 'string', default: 'Test Exception' })
  message!: string;
}

export const exception = defineQuick({
  name: 'test.exception',
  doc: 'Fail, to see how a failure is shown; the same as test.fail.',
  args: TestExceptionArgs,
  example: 'test.exception "no reason"',
  now({ message }) {
    throw new FunctionRefused('failed', message);
  },
});

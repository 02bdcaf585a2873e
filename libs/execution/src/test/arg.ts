import { Rest } from '@fleet/arguments';
import type { Value, ValueMap } from '@fleet/values';
import { defineFunction } from '../definition.js';

export class TestArgArgs {
  @Rest({ doc: 'Any values.', of: 'positional' })
  args: Value[] = [];

  @Rest({ doc: 'Any named values.', of: 'named' })
  kwargs: ValueMap = new Map();
}

export const arg = defineFunction({
  name: 'test.arg',
  doc: 'Answer the arguments as they arrived, to see how a command line is read.',
  args: TestArgArgs,
  example: 'test.arg 1 "two words" three=[3]',
  looks: true,
  run: async (_host, want) =>
    new Map<Value, Value>([
      ['args', want.args],
      ['kwargs', want.kwargs],
    ]),
});

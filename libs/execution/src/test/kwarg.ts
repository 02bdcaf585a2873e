import { Rest } from '@fleet/arguments';
import type { ValueMap } from '@fleet/values';
import { defineFunction } from '../definition.js';

export class TestKwargArgs {
  @Rest({ doc: 'Any named arguments.', of: 'named' })
  kwargs!: ValueMap;
}

export const kwarg = defineFunction({
  name: 'test.kwarg',
  doc: 'Answer the named arguments as they arrived.',
  args: TestKwargArgs,
  example: 'test.kwarg num=1 txt=two',
  looks: true,
  run: async (_host, want) => want.kwargs,
});

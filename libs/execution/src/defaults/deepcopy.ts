import { Arg } from '@fleet/arguments';
import { copy, type Value } from '@fleet/values';
import { defineQuick } from '../definition.js';

export class DefaultsDeepcopyArgs {
  @Arg({ doc: 'What to copy.', type: 'any', nullable: true })
  source!: Value;
}

export const deepcopy = defineQuick({
  name: 'defaults.deepcopy',
  doc: 'A copy that shares nothing with what it was made from.',
  args: DefaultsDeepcopyArgs,
  example: 'defaults.deepcopy "{a: [1, 2]}"',
  now: ({ source }) => copy(source),
});

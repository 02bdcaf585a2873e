import { Arg } from '@fleet/arguments';
import { defineQuick } from '../definition.js';
import { algorithms, digestOf, type Algorithm } from '../hashutil/digest-of.js';

export class RandomHashArgs {
  @Arg({ doc: 'The text.', type: 'string' })
  value!: string;

  @Arg({ doc: 'The digest to use.', type: 'string', default: 'sha512', oneOf: algorithms })
  algorithm!: Algorithm;
}

export const hash = defineQuick({
  name: 'random.hash',
  doc: 'The digest of a text, in hex.',
  args: RandomHashArgs,
  example: 'random.hash fleet sha256',
  now: (want) => digestOf(want.value, want.algorithm),
});

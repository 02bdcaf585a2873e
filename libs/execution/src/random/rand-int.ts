import { randomInt } from 'node:crypto';
import { Arg } from '@fleet/arguments';
import { MersenneTwister } from '@fleet/values';
import { defineFunction, FunctionRefused } from '../definition.js';

export class RandomRandIntArgs {
  @Arg({ doc: 'The least number.', type: 'int', default: 1 })
  start!: number;

  @Arg({ doc: 'The greatest number.', type: 'int', default: 10 })
  end!: number;

  @Arg({ doc: 'A text that the number is made from: the same gives the same.', type: 'string', optional: true })
  seed?: string;
}

export const randInt = defineFunction({
  name: 'random.rand_int',
  doc: 'A whole number between two others.',
  args: RandomRandIntArgs,
  example: 'random.rand_int 1 6',
  looks: true,
  async run(_host, { start, end, seed }) {
    if (end < start) throw new FunctionRefused('bad-arguments', 'random.rand_int: end is below start');
    const size = end - start + 1;
    if (size >= 2 ** 48)
      throw new FunctionRefused('bad-arguments', 'random.rand_int: end and start are more than 2^48 apart');
    return start + (seed === undefined ? randomInt(size) : MersenneTwister.ofText(seed).below(size));
  },
});

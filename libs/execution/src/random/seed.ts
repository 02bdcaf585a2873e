import { Arg } from '@fleet/arguments';
import { MersenneTwister } from '@fleet/values';
import { defineQuick, FunctionRefused } from '../definition.js';

export class RandomSeedArgs {
  @Arg({ doc: 'The number is below this one.', type: 'int', default: 10 })
  range!: number;

  @Arg({ doc: "What it is made from; without, the minion's id.", type: 'string', optional: true })
  hash?: string;
}

export const seed = defineQuick({
  name: 'random.seed',
  doc: 'A number that is always the same for this minion, to spread minions over minutes and hours; the same as Salt makes.',
  args: RandomSeedArgs,
  example: 'random.seed 60',
  now(want, { id }) {
    if (want.range < 1) throw new FunctionRefused('bad-arguments', 'random.seed: range must be at least 1');
    return MersenneTwister.ofText(want.hash ?? id).below(want.range);
  },
});

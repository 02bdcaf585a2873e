import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';

export class EnvironItemArgs {
  @Arg({ doc: 'Names of variables.', type: 'string or list' })
  keys!: string[];

  @Arg({ doc: 'What those get that are not set.', type: 'string', default: '' })
  default!: string;
}

export const item = defineFunction({
  name: 'environ.item',
  doc: "Several variables of the minion's own environment.",
  args: EnvironItemArgs,
  example: 'environ.item PATH',
  looks: true,
  async run(host, want) {
    const all = host.machine.environment();
    return new Map(want.keys.map((key) => [key, all[key] ?? want.default]));
  },
});

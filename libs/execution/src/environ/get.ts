import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';

export class EnvironGetArgs {
  @Arg({ doc: 'Name of the variable.', type: 'string' })
  key!: string;

  @Arg({ doc: 'What to answer where it is not set.', type: 'string', default: '' })
  default!: string;
}

export const get = defineFunction({
  name: 'environ.get',
  doc: "A variable of the minion's own environment.",
  args: EnvironGetArgs,
  example: 'environ.get PATH',
  looks: true,
  run: async (host, want) => host.machine.environment()[want.key] ?? want.default,
});

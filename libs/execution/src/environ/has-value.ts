import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';

export class EnvironHasValueArgs {
  @Arg({ doc: 'Name of the variable.', type: 'string' })
  key!: string;

  @Arg({ doc: 'What it has to be; without, whether it is set at all.', type: 'string', optional: true })
  value?: string;
}

export const hasValue = defineFunction({
  name: 'environ.has_value',
  doc: "Whether a variable of the minion's own environment is set, or set to a value.",
  args: EnvironHasValueArgs,
  example: 'environ.has_value PATH',
  looks: true,
  async run(host, want) {
    const found = host.machine.environment()[want.key];
    return found !== undefined && (want.value === undefined || found === want.value);
  },
});

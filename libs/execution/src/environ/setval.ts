import { Arg, NotSupported } from '@fleet/arguments';
import type { Value } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { variableOf } from './variable.js';

@NotSupported({ permanent: 'that is for Windows; the state environ.setenv keeps a variable in /etc/environment' })
export class EnvironSetvalArgs {
  @Arg({ doc: 'Name of the variable.', type: 'string' })
  key!: string;

  @Arg({ doc: 'Its value; False empties it, or unsets it with `false_unsets`.', type: 'any' })
  val!: Value;

  @Arg({ doc: 'False unsets the variable, instead of making it empty.', type: 'boolean', default: false })
  false_unsets!: boolean;
}

export const setval = defineFunction({
  name: 'environ.setval',
  doc: 'Set a variable of the minion itself and of the commands that it runs, until it is started anew.',
  args: EnvironSetvalArgs,
  example: 'environ.setval http_proxy http://proxy.internal:3128',
  async run(host, want) {
    const value = variableOf('environ.setval', want.key, want.val, want.false_unsets);
    await host.machine.setEnvironment({ [want.key]: value });
    return value ?? null;
  },
});

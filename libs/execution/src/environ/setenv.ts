import { Arg, NotSupported } from '@fleet/arguments';
import type { Value, ValueMap } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { variableOf } from './variable.js';

@NotSupported({ permanent: 'that is for Windows; the state environ.setenv keeps a variable in /etc/environment' })
export class EnvironSetenvArgs {
  @Arg({ doc: 'Names and values; False empties one, or unsets it with `false_unsets`.', type: 'mapping' })
  environ!: ValueMap;

  @Arg({ doc: 'False unsets a variable, instead of making it empty.', type: 'boolean', default: false })
  false_unsets!: boolean;

  @Arg({ doc: 'Take away every other variable.', type: 'boolean', default: false })
  clear_all!: boolean;

  @Arg({ doc: 'Salt asks for this; here the minion itself is always meant.', type: 'boolean', default: false })
  update_minion!: boolean;
}

export const setenv = defineFunction({
  name: 'environ.setenv',
  doc: 'Set several variables of the minion itself and of the commands that it runs, until it is started anew.',
  args: EnvironSetenvArgs,
  example: 'environ.setenv \'{"http_proxy": "http://proxy.internal:3128"}\'',
  async run(host, want) {
    const wanted = new Map<string, string | undefined>();
    if (want.clear_all) for (const name of Object.keys(host.machine.environment())) wanted.set(name, undefined);
    const answer = new Map<Value, Value>();
    for (const [key, given] of want.environ) {
      const value = variableOf('environ.setenv', String(key), given, want.false_unsets);
      wanted.set(String(key), value);
      answer.set(String(key), value ?? null);
    }
    await host.machine.setEnvironment(Object.fromEntries(wanted));
    return answer;
  },
});

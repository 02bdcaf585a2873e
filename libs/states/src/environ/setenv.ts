import { Arg } from '@fleet/arguments';
import { pythonStr } from '@fleet/rendering';
import { isMap, type Value } from '@fleet/values';
import { defineState, type StateContext, type Step } from '../definition.js';
import { impossible, oldNew, step } from '../step.js';
import { editEnvironment, environmentFile, valuesOf, variableProblem } from './parts/environment-file.js';

export class EnvironSetenvArgs {
  @Arg({ doc: 'Name of the variable, where `value` does not name several.', type: 'string' })
  name!: string;

  @Arg({ doc: 'Its value, or a mapping of several; False empties it, or unsets it with `false_unsets`.', type: 'any' })
  value!: Value;

  @Arg({ doc: 'False unsets a variable, instead of making it empty.', type: 'boolean', default: false })
  false_unsets!: boolean;

  @Arg({
    doc: 'Salt asks for this; here the process that applies states is always the one that is changed.',
    type: 'boolean',
    default: false,
  })
  update_minion!: boolean;

  @Arg({
    doc: 'Write it to /etc/environment too, for logins and sessions to come; Salt does that on Windows only.',
    type: 'boolean',
    default: false,
  })
  permanent!: boolean;

  @Arg({ doc: 'Take away every other variable of the process.', type: 'boolean', default: false })
  clear_all!: boolean;
}

export const setenv = defineState({
  name: 'environ.setenv',
  doc: 'Keep variables of the process that applies states, for the commands that later states run.',
  args: EnvironSetenvArgs,
  example: 'proxy:\n  environ.setenv:\n    - name: http_proxy\n    - value: http://proxy.internal:3128\n',
  async plan(host, want, context) {
    const wanted = wantedOf(want);
    if (typeof wanted === 'string') return impossible(wanted);
    const now = host.machine.environment();
    const all = new Map(wanted);
    if (want.clear_all)
      for (const name of Object.keys(now)) if (!all.has(name)) all.set(name, want.false_unsets ? undefined : '');
    const differing = [...all].filter(([name, value]) => now[name] !== value);
    const steps: Step[] = [];
    if (differing.length > 0)
      steps.push(
        step(
          `set ${differing.map(([name]) => name).join(', ')}`,
          Object.fromEntries(differing.map(([name, value]) => [name, told(value, context)])),
          (machine) => machine.machine.setEnvironment(Object.fromEntries(differing)),
        ),
      );
    if (want.permanent) {
      const cut = [...wanted].find(([, value]) => value?.includes('#'))?.[0];
      if (cut !== undefined)
        return impossible(
          `what follows a # is a comment in ${environmentFile} for many versions of its reader: the value of ${cut} cannot be kept there`,
        );
      const stats = await host.files.statTarget(environmentFile);
      if (stats && stats.kind !== 'file') return impossible(`${environmentFile} is a ${stats.kind}, not a file`);
      const text = stats ? (await host.files.read(environmentFile)).toString('utf8') : '';
      const edited = editEnvironment(text, wanted);
      if (edited !== text) {
        const before = valuesOf(text);
        const pairs = [...wanted].filter(([name, value]) => before.get(name) !== value);
        const changes = pairs.map(([name, value]) => [
          name,
          oldNew(told(before.get(name), context), told(value, context)),
        ]);
        steps.push(
          step(`write ${environmentFile}`, { [environmentFile]: Object.fromEntries(changes) }, (machine) =>
            machine.files.write(environmentFile, edited),
          ),
        );
      }
    }
    return { steps, already: 'the variables are set already', done: 'the variables are set' };
  },
});

/** Name → value; `undefined` for what is to be unset. */
function wantedOf({ name, value, false_unsets: unsets }: EnvironSetenvArgs): Map<string, string | undefined> | string {
  if (Array.isArray(value)) return '`value` must be a text, a mapping or False';
  const wanted = new Map<string, string | undefined>();
  for (const [key, given] of isMap(value) ? value : [[name, value] as const]) {
    if (isMap(given) || Array.isArray(given)) return `the value of ${String(key)} must be a text`;
    const text = given === false ? (unsets ? undefined : '') : pythonStr(given);
    const problem = variableProblem(String(key), text);
    if (problem !== undefined) return problem;
    wanted.set(String(key), text);
  }
  return wanted;
}

function told(value: string | undefined, context: StateContext): string | null {
  if (value === undefined) return null;
  return context.secret(value) ? '<secret>' : value;
}

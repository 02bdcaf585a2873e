import { isMap, type Value } from '@fleet/values';
import { defineState } from '../definition.js';
import { argumentsOf, askFunction, runFunction } from '../functions.js';
import { already, impossible, step } from '../step.js';
import { PipInstalledArgs } from './installed.args.js';
import { unforeseen } from './parts/unforeseen.js';

export const installed = defineState({
  name: 'pip.installed',
  doc: 'Keep packages of Python installed, in a version that fits. pip itself foresees what is missing; an index is asked only for what is not there, or with upgrade.',
  args: PipInstalledArgs,
  example: `packages of the app:
  pip.installed:
    - pkgs: ['requests>=2.31', pyyaml]
    - bin_env: /opt/app/venv
`,
  async plan(host, want, context) {
    const { name, ...rest } = want;
    const others = want.pkgs ?? want.requirements ?? want.editable;
    const wish = argumentsOf({ ...rest, ...(others === undefined ? { pkgs: [name] } : {}) });
    const foreseen = await askFunction(context, 'pip.would_install', wish);
    if ('refused' in foreseen)
      return (await unforeseen(host, want.bin_env, foreseen.refused, context)) ?? impossible(foreseen.refused);
    const changes = isMap(foreseen.answer) ? foreseen.answer : new Map<Value, Value>();
    const what = (want.pkgs ?? want.requirements ?? want.editable ?? [name]).join(', ');
    if (changes.size === 0) return already(`Python has what is wanted: ${what}`);
    return {
      steps: [
        step(`install ${what} with pip`, changes, async () => {
          await runFunction(context, 'pip.install', wish);
        }),
      ],
      already: '',
      done: `installed: ${[...changes.keys()].map(String).join(', ')}`,
    };
  },
});

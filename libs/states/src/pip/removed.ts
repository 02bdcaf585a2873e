import { Arg } from '@fleet/arguments';
import { isMap, type Value, type ValueMap } from '@fleet/values';
import { defineState } from '../definition.js';
import { argumentsOf, askFunction, runFunction } from '../functions.js';
import { already, impossible, oldNew, step } from '../step.js';
import { unforeseen } from './parts/unforeseen.js';

export class PipRemovedArgs {
  @Arg({ doc: 'Name of the package; not used beside pkgs.', type: 'string' })
  name!: string;

  @Arg({ doc: 'Names of several packages.', type: 'string or list', optional: true })
  pkgs?: string[];

  @Arg({
    doc: 'Folder of a virtual environment, or path of a pip; without, the pip of the machine.',
    type: 'string',
    optional: true,
  })
  bin_env?: string;

  @Arg({ doc: 'Account that runs pip.', type: 'string', optional: true })
  user?: string;

  @Arg({ doc: 'Folder that pip runs in.', type: 'string', optional: true })
  cwd?: string;

  @Arg({ doc: 'Environment variables to add.', type: 'mapping', optional: true })
  env_vars?: ValueMap;

  @Arg({
    doc: 'Further options of pip, each beginning with two dashes, such as --break-system-packages.',
    type: 'string or list',
    optional: true,
  })
  extra_args?: string[];
}

export const removed = defineState({
  name: 'pip.removed',
  doc: 'Keep packages of Python from being installed; what they brought with them stays.',
  args: PipRemovedArgs,
  example: 'requests:\n  pip.removed:\n    - bin_env: /opt/app/venv\n',
  async plan(host, want, context) {
    const { name, pkgs = [name], extra_args, ...place } = want;
    const asked = await askFunction(context, 'pip.list', argumentsOf(place));
    if ('refused' in asked)
      return (await unforeseen(host, want.bin_env, asked.refused, context)) ?? impossible(asked.refused);
    const unwanted = new Set(pkgs.map(normalName));
    const there = [...(isMap(asked.answer) ? asked.answer : new Map<Value, Value>())].filter(([one]) =>
      unwanted.has(normalName(String(one))),
    );
    if (there.length === 0) return already(`Python has none of ${pkgs.join(', ')}`);
    const names = there.map(([one]) => String(one));
    return {
      steps: [
        step(
          `remove ${names.join(', ')} with pip`,
          Object.fromEntries(there.map(([one, version]) => [String(one), oldNew(version, '')])),
          async () => {
            await runFunction(context, 'pip.uninstall', argumentsOf({ ...place, extra_args, pkgs: names }));
          },
        ),
      ],
      already: '',
      done: `removed: ${names.join(', ')}`,
    };
  },
});

/** By the rules of Python's index: case, dots, dashes and underscores make no difference. */
function normalName(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[-_.]+/g, '-');
}

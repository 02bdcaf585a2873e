import { Arg } from '@fleet/arguments';
import { isMap } from '@fleet/values';
import { defineState } from '../definition.js';
import { argumentsOf, askFunction, runFunction } from '../functions.js';
import { already, impossible, oldNew, step } from '../step.js';

export class PipxAbsentArgs {
  @Arg({ doc: 'Name of the package.', type: 'string' })
  name!: string;

  @Arg({ doc: 'Account that must not have it; default: that of the minion.', type: 'string', optional: true })
  user?: string;
}

export const absent = defineState({
  name: 'pipx.absent',
  doc: 'Keep a program from being installed through pipx.',
  args: PipxAbsentArgs,
  example: 'httpie:\n  pipx.absent:\n    - user: deploy\n',
  async plan(host, { name, user }, context) {
    // Who has no pipx has nothing through it; the same is true of who does not exist.
    if ((await host.commands.which('pipx')) === undefined) return already('this machine has no pipx');
    if (user !== undefined && !(await host.accounts.user(user))) return already(`there is no account ${user}`);
    const asked = await askFunction(context, 'pipx.list', argumentsOf({ user }));
    if ('refused' in asked) return impossible(asked.refused);
    const normal = name.toLowerCase().replace(/[-_.]+/g, '-');
    const row = isMap(asked.answer) ? asked.answer.get(normal) : undefined;
    if (!isMap(row)) return already(`${name} is not installed`);
    return {
      steps: [
        step(`remove ${name} with pipx`, { [name]: oldNew(String(row.get('version')), '') }, async () => {
          await runFunction(context, 'pipx.uninstall', argumentsOf({ package: normal, user }));
        }),
      ],
      already: '',
      done: `${name} is removed`,
    };
  },
});

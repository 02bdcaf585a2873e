import { Arg } from '@fleet/arguments';
import { isMap } from '@fleet/values';
import { defineState } from '../definition.js';
import { argumentsOf, askFunction, runFunction } from '../functions.js';
import { already, impossible, oldNew, step } from '../step.js';
import { withoutTool } from '../tool.js';

export class PipxInstalledArgs {
  @Arg({ doc: 'Name of the package.', type: 'string' })
  name!: string;

  @Arg({ doc: 'Version that is wanted; without, any that is there will do.', type: 'string', optional: true })
  version?: string;

  @Arg({ doc: 'Path or address that it is installed from, instead of the index.', type: 'string', optional: true })
  source?: string;

  @Arg({ doc: 'Account that gets it; default: that of the minion.', type: 'string', optional: true })
  user?: string;

  @Arg({ doc: 'Options that pipx hands to pip, such as --no-index.', type: 'string or list', optional: true })
  pip_args?: string[];

  @Arg({ doc: 'The Python that it runs with, a path or a version.', type: 'string', optional: true })
  python?: string;
}

export const installed = defineState({
  name: 'pipx.installed',
  doc: 'Keep a program of Python, in a virtual environment of its own.',
  args: PipxInstalledArgs,
  example: 'httpie:\n  pipx.installed:\n    - version: 3.2.2\n    - user: deploy\n',
  async plan(host, want, context) {
    const { name, version, source, user, pip_args, python } = want;
    if (!/^[a-z0-9][\w.-]*$/i.test(name)) return impossible(`${name} is not the name of a package`);
    if (version !== undefined && !/^[\w.!+-]+$/.test(version))
      return impossible(`\`version\`: ${version} is not a version`);
    if ((await host.commands.which('pipx')) === undefined) return withoutTool('pipx', context);
    if (user !== undefined && !(await host.accounts.user(user)))
      return context.test
        ? { verdict: null, comment: `the account ${user} does not exist yet` }
        : impossible(`the account ${user} does not exist`);
    const asked = await askFunction(context, 'pipx.list', argumentsOf({ user }));
    if ('refused' in asked) return impossible(asked.refused);
    const row = isMap(asked.answer) ? asked.answer.get(name.toLowerCase().replace(/[-_.]+/g, '-')) : undefined;
    const now = isMap(row) ? String(row.get('version')) : undefined;
    if (now !== undefined && (version === undefined || now === version)) return already(`${name} ${now} is installed`);
    const spec = source ?? (version === undefined ? name : `${name}==${version}`);
    return {
      steps: [
        step(`install ${name} with pipx`, { [name]: oldNew(now ?? '', version ?? 'the newest') }, async () => {
          const wish = { package: spec, user, pip_args, python, ...(now === undefined ? {} : { force: true }) };
          await runFunction(context, 'pipx.install', argumentsOf(wish));
          const after = await runFunction(context, 'pipx.list', argumentsOf({ user }));
          const there = isMap(after) ? after.get(name.toLowerCase().replace(/[-_.]+/g, '-')) : undefined;
          const came = isMap(there) ? String(there.get('version')) : '';
          return {
            changes: new Map([
              [
                name,
                new Map([
                  ['old', now ?? ''],
                  ['new', came],
                ]),
              ],
            ]),
          };
        }),
      ],
      already: '',
      done: `${name} is installed`,
    };
  },
});

import { Arg } from '@fleet/arguments';
import { isMap } from '@fleet/values';
import { defineState } from '../definition.js';
import { argumentsOf, askFunction, runFunction } from '../functions.js';
import { already, impossible, oldNew, step } from '../step.js';

export class NpmRemovedArgs {
  @Arg({ doc: 'Name of the package.', type: 'string' })
  name!: string;

  @Arg({
    doc: 'Folder of a project; without, what is installed for the whole machine.',
    type: 'string',
    optional: true,
  })
  dir?: string;

  @Arg({ doc: 'Account that runs npm.', type: 'string', optional: true })
  user?: string;
}

export const removed = defineState({
  name: 'npm.removed',
  doc: 'Keep a package of npm from being installed.',
  args: NpmRemovedArgs,
  example: 'pm2:\n  npm.removed: []\n',
  async plan(host, { name, dir, user }, context) {
    if ((await host.commands.which('npm')) === undefined) return already('this machine has no npm');
    if (dir !== undefined && !(await host.files.statTarget(dir))) return already(`there is no folder ${dir}`);
    const place = { dir, runas: user };
    const asked = await askFunction(context, 'npm.list', argumentsOf(place));
    if ('refused' in asked) return impossible(asked.refused);
    const row = isMap(asked.answer) ? asked.answer.get(name) : undefined;
    if (!isMap(row)) return already(`${name} is not installed`);
    return {
      steps: [
        step(`remove ${name} with npm`, { [name]: oldNew(String(row.get('version')), '') }, async () => {
          await runFunction(context, 'npm.uninstall', argumentsOf({ ...place, pkg: name }));
        }),
      ],
      already: '',
      done: `${name} is removed`,
    };
  },
});

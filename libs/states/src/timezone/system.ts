import { Arg } from '@fleet/arguments';
import { defineState, type Step } from '../definition.js';
import { impossible, step } from '../step.js';

export class TimezoneSystemArgs {
  @Arg({ doc: 'Name of the time zone, such as Europe/Berlin.', type: 'string' })
  name!: string;

  @Arg({
    doc: 'The clock of the machine runs on UTC; the other way is not supported here.',
    type: 'boolean',
    default: true,
  })
  utc!: boolean;
}

const zones = '/usr/share/zoneinfo';

export const system = defineState({
  name: 'timezone.system',
  doc: 'Keep the time zone of the machine.',
  args: TimezoneSystemArgs,
  example: 'Europe/Berlin:\n  timezone.system: []\n',
  async plan(host, want, context) {
    if (!want.utc) return impossible('`utc: False` is not supported here: a server keeps its clock on UTC');
    if (!/^[A-Za-z0-9_+-]+(\/[A-Za-z0-9_+-]+)*$/.test(want.name))
      return impossible(`${want.name} is not the name of a time zone`);
    const zone = `${zones}/${want.name}`;
    if ((await host.files.statTarget(zone))?.kind !== 'file')
      return context.test
        ? { verdict: null, comment: `this machine does not know the time zone ${want.name} yet` }
        : impossible(`this machine does not know the time zone ${want.name} (the package tzdata has them)`);
    const link = await host.files.stat('/etc/localtime');
    const now = link?.target?.replace(/^.*\/zoneinfo\//, '') ?? '';
    const written = (await host.files.statTarget('/etc/timezone'))
      ? (await host.files.read('/etc/timezone')).toString('utf8').trim()
      : undefined;
    const steps: Step[] = [];
    if (now !== want.name)
      steps.push(
        step(`set the time zone ${want.name}`, { timezone: { old: now, new: want.name } }, (machine) =>
          machine.files.symlink('/etc/localtime', zone),
        ),
      );
    // Debian's own record, for programs that ask it.
    if (written !== undefined && written !== want.name)
      steps.push(
        step('write /etc/timezone', { timezone: { old: written, new: want.name } }, (machine) =>
          machine.files.write('/etc/timezone', `${want.name}\n`),
        ),
      );
    return { steps, already: `the time zone is ${want.name}`, done: `the time zone is now ${want.name}` };
  },
});

import { Arg } from '@fleet/arguments';
import { isHostName } from '@fleet/platform';
import { defineState } from '../definition.js';
import { impossible, oldNew, step } from '../step.js';

export class SystemHostnameArgs {
  @Arg({ doc: 'The name: letters, digits and dashes, in parts joined by dots.', type: 'string' })
  name!: string;
}

export const hostname = defineState({
  name: 'system.hostname',
  doc: 'Keep the name of the machine, now and at boot; where /etc/hosts has the old name for an address of the machine itself, the new one takes its place.',
  args: SystemHostnameArgs,
  example: 'web1.example.org:\n  system.hostname: []\n',
  async plan(host, want, context) {
    if (!isHostName(want.name)) return impossible(`${JSON.stringify(want.name)} is not the name of a host`);
    const now = host.network.hostname();
    const file = (await host.files.statTarget('/etc/hostname')) ? await host.files.read('/etc/hostname') : '';
    const atBoot = file.toString('utf8').trim();
    const changes = {
      ...(now === want.name ? {} : { hostname: oldNew(now, want.name) }),
      ...(atBoot === want.name ? {} : { '/etc/hostname': oldNew(atBoot, want.name) }),
    };
    if (Object.keys(changes).length === 0) return { steps: [], already: `the machine is called ${want.name}` };
    return {
      steps: [
        step(`call the machine ${want.name}`, changes, async () => {
          await context.call('network.mod_hostname', [want.name]);
        }),
      ],
      already: '',
      done: `the machine is now called ${want.name}`,
    };
  },
});

import { Arg } from '@fleet/arguments';
import { unitName } from '@fleet/platform';
import { defineFunction } from '../definition.js';
import { unitsOf } from '../service/units.js';
import { askSystemctl } from './ask-systemctl.js';

export class SystemdCatArgs {
  @Arg({ doc: 'A unit, with or without its suffix, or a glob.', type: 'string' })
  name!: string;
}

export const cat = defineFunction({
  name: 'systemd.cat',
  doc: 'The files that a unit is made of, its drop-ins too, each below a comment with its path.',
  args: SystemdCatArgs,
  example: 'systemd.cat cortensord@node_01',
  looks: true,
  out: 'txt',
  async run(host, want) {
    const units = (await unitsOf(host.services, want.name)).map(unitName);
    return askSystemctl(host, 'cat', '--', ...units);
  },
});

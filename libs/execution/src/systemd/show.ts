import { Arg } from '@fleet/arguments';
import { fromPlain } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { unitsOf } from '../service/units.js';
import { UnitArgs } from '../service/unit.args.js';

export class SystemdShowArgs extends UnitArgs {
  @Arg({
    doc: 'Only these properties, with commas between them, such as MainPID,MemoryCurrent.',
    type: 'string',
    optional: true,
  })
  properties?: string;
}

export const show = defineFunction({
  name: 'systemd.show',
  doc: 'The properties of a unit as systemctl show gives them; of several that a glob matches, unit → properties.',
  args: SystemdShowArgs,
  example: 'systemd.show cortensord@node_01 properties=MainPID,NRestarts',
  looks: true,
  async run(host, want) {
    const properties = want.properties?.split(',').map((name) => name.trim());
    const units = await unitsOf(host.services, want.name);
    const shown = await Promise.all(units.map((unit) => host.services.show(unit, properties)));
    return fromPlain(
      units.length === 1 && units[0] === want.name
        ? shown[0]
        : Object.fromEntries(units.map((unit, index) => [unit, shown[index]])),
    );
  },
});

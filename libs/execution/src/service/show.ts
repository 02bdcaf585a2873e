import { fromPlain } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { UnitArgs } from './unit.args.js';
import { unitsOf } from './units.js';

export const show = defineFunction({
  name: 'service.show',
  doc: 'The properties of a unit as systemctl show gives them.',
  args: UnitArgs,
  example: 'service.show cortensord@node_01',
  looks: true,
  async run(host, want) {
    const units = await unitsOf(host.services, want.name);
    const shown = await Promise.all(units.map((unit) => host.services.show(unit)));
    return fromPlain(
      units.length === 1 && units[0] === want.name
        ? shown[0]
        : Object.fromEntries(units.map((unit, index) => [unit, shown[index]])),
    );
  },
});

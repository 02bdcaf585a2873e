import { defineFunction } from '../definition.js';
import { UnitArgs } from './unit.args.js';
import { forEachUnit } from './units.js';

export const restart = defineFunction({
  name: 'service.restart',
  doc: 'Restart a unit, or every unit that a glob matches.',
  args: UnitArgs,
  example: 'service.restart cortensord@node_01',
  run: (host, want) => forEachUnit(host, want.name, (services, unit) => services.restart(unit)),
});

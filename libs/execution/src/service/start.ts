import { defineFunction } from '../definition.js';
import { UnitArgs } from './unit.args.js';
import { forEachUnit } from './units.js';

export const start = defineFunction({
  name: 'service.start',
  doc: 'Start a unit, or every unit that a glob matches.',
  args: UnitArgs,
  example: 'service.start cortensord@node_01',
  run: (host, want) => forEachUnit(host, want.name, (services, unit) => services.start(unit)),
});

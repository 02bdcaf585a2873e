import { defineFunction } from '../definition.js';
import { UnitArgs } from './unit.args.js';
import { forEachUnit } from './units.js';

export const stop = defineFunction({
  name: 'service.stop',
  doc: 'Stop a unit, or every unit that a glob matches.',
  args: UnitArgs,
  example: "service.stop 'cortensord@*'",
  run: (host, want) => forEachUnit(host, want.name, (services, unit) => services.stop(unit)),
});

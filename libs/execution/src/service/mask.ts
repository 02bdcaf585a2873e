import { defineFunction } from '../definition.js';
import { UnitArgs } from './unit.args.js';
import { forEachUnit } from './units.js';

export const mask = defineFunction({
  name: 'service.mask',
  doc: 'Make a unit impossible to start.',
  args: UnitArgs,
  example: 'service.mask apt-daily.timer',
  run: (host, want) => forEachUnit(host, want.name, (services, unit) => services.mask(unit)),
});

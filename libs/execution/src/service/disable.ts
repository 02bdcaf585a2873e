import { defineFunction } from '../definition.js';
import { UnitArgs } from './unit.args.js';
import { forEachUnit } from './units.js';

export const disable = defineFunction({
  name: 'service.disable',
  doc: 'Do not start a unit at boot.',
  args: UnitArgs,
  example: 'service.disable docker',
  run: (host, want) => forEachUnit(host, want.name, (services, unit) => services.disable(unit)),
});

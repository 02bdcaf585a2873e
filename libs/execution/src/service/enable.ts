import { defineFunction } from '../definition.js';
import { UnitArgs } from './unit.args.js';
import { forEachUnit } from './units.js';

export const enable = defineFunction({
  name: 'service.enable',
  doc: 'Start a unit at boot.',
  args: UnitArgs,
  example: 'service.enable docker',
  run: (host, want) => forEachUnit(host, want.name, (services, unit) => services.enable(unit)),
});

import { defineFunction } from '../definition.js';
import { UnitArgs } from './unit.args.js';
import { forEachUnit } from './units.js';

export const reload = defineFunction({
  name: 'service.reload',
  doc: 'Tell a unit to read its configuration again.',
  args: UnitArgs,
  example: 'service.reload nginx',
  run: (host, want) => forEachUnit(host, want.name, (services, unit) => services.reload(unit)),
});

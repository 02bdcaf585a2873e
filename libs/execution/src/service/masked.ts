import { defineFunction } from '../definition.js';
import { UnitArgs } from './unit.args.js';
import { askUnits } from './units.js';

export const masked = defineFunction({
  name: 'service.masked',
  doc: 'Whether a unit is masked.',
  args: UnitArgs,
  example: 'service.masked docker',
  looks: true,
  run: (host, want) => askUnits(host, want.name, (status) => status.masked),
});

import { defineFunction } from '../definition.js';
import { UnitArgs } from './unit.args.js';
import { askUnits } from './units.js';

export const enabled = defineFunction({
  name: 'service.enabled',
  doc: 'Whether a unit starts at boot.',
  args: UnitArgs,
  example: 'service.enabled docker',
  looks: true,
  run: (host, want) => askUnits(host, want.name, (status) => status.enabled),
});

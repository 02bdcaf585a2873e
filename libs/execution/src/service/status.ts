import { defineFunction } from '../definition.js';
import { UnitArgs } from './unit.args.js';
import { askUnits } from './units.js';

export const status = defineFunction({
  name: 'service.status',
  doc: 'Whether a unit is active; unit → true or false for a glob.',
  args: UnitArgs,
  example: 'service.status cortensord@node_01',
  looks: true,
  run: (host, want) => askUnits(host, want.name, (status) => status.active),
});

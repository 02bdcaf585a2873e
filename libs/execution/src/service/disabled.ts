import { defineFunction } from '../definition.js';
import { UnitArgs } from './unit.args.js';
import { askUnits } from './units.js';

export const disabled = defineFunction({
  name: 'service.disabled',
  doc: 'Whether a unit could start at boot and does not.',
  args: UnitArgs,
  example: 'service.disabled docker',
  looks: true,
  run: (host, want) => askUnits(host, want.name, (status) => !status.enabled && status.unitFileState !== 'static'),
});

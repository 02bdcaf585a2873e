import { defineFunction } from '../definition.js';
import { UnitArgs } from './unit.args.js';

export const missing = defineFunction({
  name: 'service.missing',
  doc: 'Whether systemd knows no unit of that name.',
  args: UnitArgs,
  example: 'service.missing docker',
  looks: true,
  run: async (host, want) => !(await host.services.status(want.name)).known,
});

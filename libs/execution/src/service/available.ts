import { defineFunction } from '../definition.js';
import { UnitArgs } from './unit.args.js';

export const available = defineFunction({
  name: 'service.available',
  doc: 'Whether systemd knows a unit of that name.',
  args: UnitArgs,
  example: 'service.available docker',
  looks: true,
  run: async (host, want) => (await host.services.status(want.name)).known,
});

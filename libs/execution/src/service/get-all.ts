import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';

export const getAll = defineFunction({
  name: 'service.get_all',
  doc: 'The names of all services that systemd knows, sorted.',
  args: NoArgs,
  example: 'service.get_all',
  looks: true,
  run: async (host) => (await host.services.find('*.service')).map((unit) => unit.replace(/\.service$/, '')),
});

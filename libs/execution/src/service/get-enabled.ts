import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';
import { servicesThat } from './running-names.js';

export const getEnabled = defineFunction({
  name: 'service.get_enabled',
  doc: 'The names of all services that start with the machine, sorted.',
  args: NoArgs,
  example: 'service.get_enabled',
  looks: true,
  run: (host) => servicesThat(host, (status) => status.enabled),
});

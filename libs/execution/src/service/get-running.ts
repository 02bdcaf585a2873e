import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';
import { servicesThat } from './running-names.js';

export const getRunning = defineFunction({
  name: 'service.get_running',
  doc: 'The names of all services that run, sorted.',
  args: NoArgs,
  example: 'service.get_running',
  looks: true,
  run: (host) => servicesThat(host, (status) => status.active),
});

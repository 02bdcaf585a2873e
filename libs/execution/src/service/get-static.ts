import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';
import { servicesThat } from './running-names.js';

export const getStatic = defineFunction({
  name: 'service.get_static',
  doc: 'The names of all services that only others start, sorted.',
  args: NoArgs,
  example: 'service.get_static',
  looks: true,
  run: (host) => servicesThat(host, (status) => status.unitFileState === 'static'),
});

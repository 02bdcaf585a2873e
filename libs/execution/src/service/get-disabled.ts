import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';
import { servicesThat } from './running-names.js';

export const getDisabled = defineFunction({
  name: 'service.get_disabled',
  doc: 'The names of all services that could start with the machine and do not, sorted.',
  args: NoArgs,
  example: 'service.get_disabled',
  looks: true,
  run: (host) => servicesThat(host, (status) => status.unitFileState === 'disabled'),
});

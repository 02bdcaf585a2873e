import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';

export const getHostname = defineFunction({
  name: 'network.get_hostname',
  doc: 'The name of the machine.',
  args: NoArgs,
  example: 'network.get_hostname',
  looks: true,
  run: async (host) => host.network.hostname(),
});

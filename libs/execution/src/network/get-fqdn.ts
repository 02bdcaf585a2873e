import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';

export const getFqdn = defineFunction({
  name: 'network.get_fqdn',
  doc: 'The full name of the machine.',
  args: NoArgs,
  example: 'network.get_fqdn',
  looks: true,
  run: (host) => host.network.fqdn(),
});

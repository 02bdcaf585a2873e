import { defineFunction } from '../definition.js';
import { hwAddr } from './hw-addr.js';
import { IfaceArgs } from './iface.args.js';

export const hwaddr = defineFunction({
  name: 'network.hwaddr',
  doc: 'The same as network.hw_addr.',
  args: IfaceArgs,
  example: 'network.hwaddr eth0',
  looks: true,
  run: (host, want, context) => hwAddr.run(host, want, context),
});

import { isMap } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { IfaceArgs, oneInterface } from './iface.args.js';

export const hwAddr = defineFunction({
  name: 'network.hw_addr',
  doc: 'The hardware address of an interface.',
  args: IfaceArgs,
  example: 'network.hw_addr eth0',
  looks: true,
  async run(host, want) {
    const found = await oneInterface(host, want.iface);
    return isMap(found) ? (found.get('hwaddr') ?? '') : found;
  },
});

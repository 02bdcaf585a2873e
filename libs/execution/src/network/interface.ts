import { isMap } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { IfaceArgs, oneInterface } from './iface.args.js';

export const iface = defineFunction({
  name: 'network.interface',
  doc: 'The IPv4 addresses of an interface.',
  args: IfaceArgs,
  example: 'network.interface eth0',
  looks: true,
  async run(host, want) {
    const found = await oneInterface(host, want.iface);
    return isMap(found) ? (found.get('inet') ?? '') : found;
  },
});

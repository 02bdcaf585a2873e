import { isList, isMap } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { IfaceArgs, oneInterface } from './iface.args.js';

export const interfaceIp = defineFunction({
  name: 'network.interface_ip',
  doc: 'The first IPv4 address of an interface; an empty text where it has none.',
  args: IfaceArgs,
  example: 'network.interface_ip eth0',
  looks: true,
  async run(host, want) {
    const found = await oneInterface(host, want.iface);
    if (!isMap(found)) return found;
    const addresses = found.get('inet') ?? null;
    const first = isList(addresses) ? (addresses[0] ?? null) : null;
    return isMap(first) ? (first.get('address') ?? '') : '';
  },
});

import { defineQuick } from '../definition.js';
import { AddressArgs } from './address.args.js';
import { parseAddress } from './ip-math.js';

export const reverseIp = defineQuick({
  name: 'network.reverse_ip',
  doc: 'The name under which the DNS keeps the name of an address.',
  args: AddressArgs,
  example: 'network.reverse_ip 192.0.2.1',
  now({ ip_addr }) {
    const { bits, width } = parseAddress(ip_addr);
    if (width === 32) return `${ip_addr.split('.').reverse().join('.')}.in-addr.arpa`;
    return `${[...bits.toString(16).padStart(32, '0')].reverse().join('.')}.ip6.arpa`;
  },
});

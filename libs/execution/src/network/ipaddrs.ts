import { defineFunction } from '../definition.js';
import { addressesOf, Ipv4AddressesArgs } from './addresses.js';

export const ipaddrs = defineFunction({
  name: 'network.ipaddrs',
  doc: 'The same as network.ip_addrs.',
  args: Ipv4AddressesArgs,
  example: 'network.ipaddrs eth0',
  looks: true,
  run: async (host, want) => addressesOf(host, 4, want),
});

import { defineFunction } from '../definition.js';
import { addressesOf, Ipv4AddressesArgs } from './addresses.js';

export const ipAddrs = defineFunction({
  name: 'network.ip_addrs',
  doc: 'The IPv4 addresses of the machine.',
  args: Ipv4AddressesArgs,
  example: 'network.ip_addrs cidr=10.0.0.0/8',
  looks: true,
  run: async (host, want) => addressesOf(host, 4, want),
});

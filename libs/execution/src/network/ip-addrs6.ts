import { defineFunction } from '../definition.js';
import { AddressesArgs, addressesOf } from './addresses.js';

export const ipAddrs6 = defineFunction({
  name: 'network.ip_addrs6',
  doc: 'The IPv6 addresses of the machine.',
  args: AddressesArgs,
  example: 'network.ip_addrs6 eth0',
  looks: true,
  run: async (host, want) => addressesOf(host, 6, want),
});

import { defineFunction } from '../definition.js';
import { AddressesArgs, addressesOf } from './addresses.js';

export const ipaddrs6 = defineFunction({
  name: 'network.ipaddrs6',
  doc: 'The same as network.ip_addrs6.',
  args: AddressesArgs,
  example: 'network.ipaddrs6 eth0',
  looks: true,
  run: async (host, want) => addressesOf(host, 6, want),
});

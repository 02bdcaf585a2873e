import { Arg } from '@fleet/arguments';
import { defineQuick } from '../definition.js';
import { AddressArgs } from './address.args.js';
import { contains, parseAddress, parseNetwork } from './ip-math.js';

export class NetworkIpInSubnetArgs extends AddressArgs {
  @Arg({ doc: 'A network.', type: 'string' })
  cidr!: string;
}

export const ipInSubnet = defineQuick({
  name: 'network.ip_in_subnet',
  doc: 'Whether an address is in a network.',
  args: NetworkIpInSubnetArgs,
  example: 'network.ip_in_subnet 172.17.0.4 172.16.0.0/12',
  now: (want) => contains(parseNetwork(want.cidr, true), parseAddress(want.ip_addr)),
});

import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { contains, parseAddress, parseNetwork } from './ip-math.js';

export class NetworkInSubnetArgs {
  @Arg({ doc: 'A network.', type: 'string' })
  cidr!: string;
}

export const inSubnet = defineFunction({
  name: 'network.in_subnet',
  doc: 'Whether the machine has an address in a network.',
  args: NetworkInSubnetArgs,
  example: 'network.in_subnet 10.0.0.0/16',
  looks: true,
  async run(host, want) {
    const network = parseNetwork(want.cidr, true);
    return [...host.network.interfaces().values()].flat().some((one) => contains(network, parseAddress(one.address)));
  },
});

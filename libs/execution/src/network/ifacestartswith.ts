import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { addressesOf } from './addresses.js';

export class NetworkIfacestartswithArgs {
  @Arg({ doc: 'How the addresses begin, as in 10.0.', type: 'string' })
  cidr!: string;
}

export const ifacestartswith = defineFunction({
  name: 'network.ifacestartswith',
  doc: 'The interfaces that have an IPv4 address which begins with a text.',
  args: NetworkIfacestartswithArgs,
  example: 'network.ifacestartswith 10.0.',
  looks: true,
  async run(host, { cidr }) {
    const names = [...host.network.interfaces().keys()];
    return names.filter((name) =>
      addressesOf(host, 4, { interface: name, include_loopback: true }).some((address) => address.startsWith(cidr)),
    );
  },
});

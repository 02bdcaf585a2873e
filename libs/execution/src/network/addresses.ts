import { Arg } from '@fleet/arguments';
import type { HostView } from '@fleet/platform';
import { byNumber, contains, isLoopback, isPrivate, parseAddress, parseNetwork } from './ip-math.js';

export class AddressesArgs {
  @Arg({ doc: 'Only those of this interface.', type: 'string', optional: true })
  interface?: string;

  @Arg({ doc: 'Addresses of the loopback interface too.', type: 'boolean', default: false })
  include_loopback!: boolean;

  @Arg({ doc: 'Only those in this network.', type: 'string', optional: true })
  cidr?: string;
}

export class Ipv4AddressesArgs extends AddressesArgs {
  @Arg({
    doc: 'Only those that the Internet routes, or only those that it does not.',
    type: 'string',
    optional: true,
    oneOf: ['public', 'private'],
  })
  type?: 'public' | 'private';
}

/** The addresses of a machine that are asked for, in the order of their numbers. */
export function addressesOf(host: HostView, family: 4 | 6, want: Ipv4AddressesArgs): string[] {
  const network = want.cidr === undefined ? undefined : parseNetwork(want.cidr, true);
  const found = [...host.network.interfaces()]
    .filter(([name]) => want.interface === undefined || name === want.interface)
    .flatMap(([, addresses]) => addresses)
    .filter((one) => one.family === family)
    .map((one) => one.address)
    .filter((text) => {
      const address = parseAddress(text);
      if (!want.include_loopback && isLoopback(address)) return false;
      if (network) return contains(network, address);
      return want.type === undefined || isPrivate(address) === (want.type === 'private');
    });
  return [...new Set(found)].sort(byNumber);
}

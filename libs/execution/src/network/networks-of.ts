import { Arg } from '@fleet/arguments';
import type { HostView } from '@fleet/platform';
import { byNumber, isLoopback, parseAddress, parseNetwork, prefixOfMask, printNetwork } from './ip-math.js';

export class SubnetsArgs {
  @Arg({ doc: 'Only those of these interfaces.', type: 'string or list', optional: true })
  interfaces?: string[];
}

/** Networks of the machine's addresses, without the loopback's, in the order of their numbers. */
export function networksOf(host: HostView, family: 4 | 6, names: readonly string[] | undefined): string[] {
  const found = [...host.network.interfaces()]
    .filter(([name]) => names === undefined || names.includes(name))
    .flatMap(([, addresses]) => addresses)
    .filter((one) => one.family === family && !isLoopback(parseAddress(one.address)))
    .map((one) => printNetwork(parseNetwork(`${one.address.replace(/%.*/, '')}/${prefixOfMask(one.netmask)}`)));
  return [...new Set(found)].sort((a, b) => byNumber(a.replace(/\/.*/, ''), b.replace(/\/.*/, '')));
}

import type { HostView } from '@fleet/platform';
import type { Value, ValueMap } from '@fleet/values';
import {
  byNumber,
  isLoopback,
  maskOf,
  parseAddress,
  parseNetwork,
  prefixOfMask,
  printAddress,
  printNetwork,
  type Network,
} from './ip-math.js';

/** Network → what is known of it, in the order of their numbers. */
export function networkFacts(
  host: HostView,
  family: 4 | 6,
  want: { readonly interface?: string; readonly include_loopback: boolean },
): ValueMap {
  const networks = [...host.network.interfaces()]
    .filter(([name]) => want.interface === undefined || name === want.interface)
    .flatMap(([, addresses]) => addresses)
    .filter((one) => one.family === family)
    .filter((one) => want.include_loopback || !isLoopback(parseAddress(one.address)))
    .map((one) => parseNetwork(`${one.address.replace(/%.*/, '')}/${prefixOfMask(one.netmask)}`))
    .sort((a, b) => byNumber(printAddress(a), printAddress(b)));
  return new Map(networks.map((network) => [printNetwork(network), factsOf(network)]));
}

function factsOf({ bits, width, prefix }: Network): Value {
  const count = 1n << BigInt(width - prefix);
  return new Map<Value, Value>([
    ['address', printAddress({ bits, width })],
    ['netmask', printAddress({ bits: maskOf(prefix, width), width })],
    ['num_addresses', count <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(count) : count],
    ['prefixlen', prefix],
  ]);
}

import { Arg } from '@fleet/arguments';
import type { Value } from '@fleet/values';
import { defineQuick } from '../definition.js';
import { maskOf, parseNetwork, printAddress } from './ip-math.js';

export class NetworkConvertCidrArgs {
  @Arg({ doc: 'A network.', type: 'string' })
  cidr!: string;
}

export const convertCidr = defineQuick({
  name: 'network.convert_cidr',
  doc: 'A network as its first address, its mask and its broadcast address.',
  args: NetworkConvertCidrArgs,
  example: 'network.convert_cidr 172.31.0.0/16',
  now({ cidr }) {
    const { bits, width, prefix } = parseNetwork(cidr);
    const mask = maskOf(prefix, width);
    return new Map<Value, Value>([
      ['network', printAddress({ bits, width })],
      ['netmask', printAddress({ bits: mask, width })],
      ['broadcast', printAddress({ bits: bits | (mask ^ maskOf(width, width)), width })],
    ]);
  },
});

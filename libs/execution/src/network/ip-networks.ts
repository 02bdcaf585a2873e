import { Arg } from '@fleet/arguments';
import type { Value, ValueMap } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { networkFacts } from './network-facts.js';

export class NetworksArgs {
  @Arg({ doc: 'Only those of this interface.', type: 'string', optional: true })
  interface?: string;

  @Arg({ doc: 'The networks of the loopback interface too.', type: 'boolean', default: false })
  include_loopback!: boolean;

  @Arg({ doc: 'Their address, mask, size and how many addresses they have, too.', type: 'boolean', default: false })
  verbose!: boolean;
}

export const ipNetworks = defineFunction({
  name: 'network.ip_networks',
  doc: 'The IPv4 networks that the machine is in; with verbose, by network, with what is known of each.',
  args: NetworksArgs,
  example: 'network.ip_networks verbose=True',
  looks: true,
  run: async (host, want): Promise<Value> => answered(networkFacts(host, 4, want), want.verbose),
});

export function answered(facts: ValueMap, verbose: boolean): Value {
  return verbose ? facts : [...facts.keys()];
}

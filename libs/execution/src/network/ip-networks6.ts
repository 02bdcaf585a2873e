import type { Value } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { answered, NetworksArgs } from './ip-networks.js';
import { networkFacts } from './network-facts.js';

export const ipNetworks6 = defineFunction({
  name: 'network.ip_networks6',
  doc: 'The IPv6 networks that the machine is in; with verbose, by network, with what is known of each.',
  args: NetworksArgs,
  example: 'network.ip_networks6',
  looks: true,
  run: async (host, want): Promise<Value> => answered(networkFacts(host, 6, want), want.verbose),
});

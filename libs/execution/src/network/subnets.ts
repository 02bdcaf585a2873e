import { defineFunction } from '../definition.js';
import { networksOf, SubnetsArgs } from './networks-of.js';

export const subnets = defineFunction({
  name: 'network.subnets',
  doc: 'The IPv4 networks that the machine is in.',
  args: SubnetsArgs,
  example: 'network.subnets interfaces=eth0',
  looks: true,
  run: async (host, want) => networksOf(host, 4, want.interfaces),
});

import { defineFunction } from '../definition.js';
import { networksOf } from './networks-of.js';
import { NoArgs } from '../no-args.js';

export const subnets6 = defineFunction({
  name: 'network.subnets6',
  doc: 'The IPv6 networks that the machine is in.',
  args: NoArgs,
  example: 'network.subnets6',
  looks: true,
  run: async (host) => networksOf(host, 6, undefined),
});

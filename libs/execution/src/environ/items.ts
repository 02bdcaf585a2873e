import { fromPlain } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';

export const items = defineFunction({
  name: 'environ.items',
  doc: "All variables of the minion's own environment.",
  args: NoArgs,
  example: 'environ.items',
  looks: true,
  run: async (host) => fromPlain(host.machine.environment()),
});

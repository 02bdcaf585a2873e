import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';

export const getComputerName = defineFunction({
  name: 'system.get_computer_name',
  doc: 'The name of the machine.',
  args: NoArgs,
  example: 'system.get_computer_name',
  looks: true,
  run: async (host) => host.network.hostname(),
});

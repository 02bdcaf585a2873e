import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';

export const nproc = defineFunction({
  name: 'status.nproc',
  doc: 'How many processors the machine has.',
  args: NoArgs,
  example: 'status.nproc',
  looks: true,
  run: async (host) => host.machine.cpus().length,
});

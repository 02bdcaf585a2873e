import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';

export const listHolds = defineFunction({
  name: 'pkg.list_holds',
  doc: 'The names of the packages that are held at their version, sorted.',
  args: NoArgs,
  example: 'pkg.list_holds',
  looks: true,
  run: async (host) => [...(await host.packages.held())].sort(),
});

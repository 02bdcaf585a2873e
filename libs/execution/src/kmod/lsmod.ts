import { fromPlain } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';
import { loadedModules } from './modules.js';

export const lsmod = defineFunction({
  name: 'kmod.lsmod',
  doc: 'The modules that are loaded: `module`, `size`, `depcount` (how often it is used) and `deps` (by which).',
  args: NoArgs,
  example: 'kmod.lsmod',
  looks: true,
  run: async (host) =>
    fromPlain(
      (await loadedModules(host)).map(({ name, size, uses, usedBy }) => ({
        module: name,
        size,
        depcount: uses,
        deps: [...usedBy],
      })),
    ),
});

import { swaps as swapsOf } from '@fleet/storage';
import { fromPlain } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';

export const swaps = defineFunction({
  name: 'mount.swaps',
  doc: 'The swap in use: file or device → type, size and used in KiB, priority.',
  args: NoArgs,
  example: 'mount.swaps',
  looks: true,
  run: async (host) => fromPlain(Object.fromEntries((await swapsOf(host)).map(({ name, ...stats }) => [name, stats]))),
});

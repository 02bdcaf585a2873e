import { fromPlain } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { askDf } from './df.js';
import { DfFlagsArgs } from './flags.args.js';

export const inodeusage = defineFunction({
  name: 'disk.inodeusage',
  doc: 'How many files there are and may be on file systems, by the place where each is mounted.',
  args: DfFlagsArgs,
  example: 'disk.inodeusage',
  looks: true,
  async run(host, want) {
    const rows = await askDf(host, 'disk.inodeusage', want.args ?? [], 'i');
    return fromPlain(
      Object.fromEntries(
        rows.map(({ filesystem, counts: [inodes, used, free], percent, place }) => [
          place,
          { inodes, used, free, use: percent, filesystem },
        ]),
      ),
    );
  },
});

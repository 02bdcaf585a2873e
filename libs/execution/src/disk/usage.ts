import { fromPlain } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { askDf } from './df.js';
import { DfFlagsArgs } from './flags.args.js';

export const usage = defineFunction({
  name: 'disk.usage',
  doc: 'How full file systems are, by the place where each is mounted, as df tells it.',
  args: DfFlagsArgs,
  example: 'disk.usage hl',
  looks: true,
  async run(host, want) {
    const rows = await askDf(host, 'disk.usage', want.args ?? [], '');
    return fromPlain(
      Object.fromEntries(
        rows.map(({ filesystem, counts: [total, used, available], percent, place }) => [
          place,
          { filesystem, '1K-blocks': total, used, available, capacity: percent },
        ]),
      ),
    );
  },
});

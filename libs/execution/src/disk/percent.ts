import { Arg } from '@fleet/arguments';
import { defineFunction, FunctionRefused } from '../definition.js';
import { askDf } from './df.js';

export class DiskPercentArgs {
  @Arg({ doc: 'Only of what is mounted on this folder.', type: 'string', optional: true })
  args?: string;
}

export const percent = defineFunction({
  name: 'disk.percent',
  doc: 'How full file systems are, in percent: by the place where each is mounted, or of one.',
  args: DiskPercentArgs,
  example: 'disk.percent /var',
  looks: true,
  async run(host, want) {
    const rows = await askDf(host, 'disk.percent', [], '');
    const all = new Map(rows.map((row) => [row.place, row.percent]));
    if (want.args === undefined) return all;
    const one = all.get(want.args);
    if (one !== undefined) return one;
    throw new FunctionRefused(
      'not-found',
      `nothing is mounted on ${want.args}; disk.percent without a folder lists all`,
    );
  },
});

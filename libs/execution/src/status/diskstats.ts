import type { ValueMap } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';
import { readText, rowsOf } from '../read-text.js';
import { named } from './numbers.js';

const columns = [
  'major',
  'minor',
  'device',
  'reads_issued',
  'reads_merged',
  'sectors_read',
  'ms_spent_reading',
  'writes_completed',
  'writes_merged',
  'sectors_written',
  'ms_spent_writing',
  'io_in_progress',
  'ms_spent_in_io',
  'weighted_ms_spent_in_io',
];

export const diskstats = defineFunction({
  name: 'status.diskstats',
  doc: 'What each block device read and wrote since the machine started; a sector is 512 bytes.',
  args: NoArgs,
  example: 'status.diskstats',
  looks: true,
  async run(host) {
    const rows = rowsOf(await readText(host, '/proc/diskstats')).filter((row) => row.length >= columns.length);
    return new Map(rows.map((row): [string, ValueMap] => [row[2] ?? '', named(columns, row)]));
  },
});

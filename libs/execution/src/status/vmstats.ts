import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';
import { readText, rowsOf } from '../read-text.js';
import { numberOf } from './numbers.js';

export const vmstats = defineFunction({
  name: 'status.vmstats',
  doc: 'Counters of virtual memory: pages, faults, swaps.',
  args: NoArgs,
  example: 'status.vmstats',
  looks: true,
  run: async (host) =>
    new Map(rowsOf(await readText(host, '/proc/vmstat')).map(([name = '', value]) => [name, numberOf(value)])),
});

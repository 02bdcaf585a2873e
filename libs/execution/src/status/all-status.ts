import type { Value } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';

const parts = [
  'cpuinfo',
  'cpustats',
  'diskstats',
  'diskusage',
  'loadavg',
  'meminfo',
  'netdev',
  'netstats',
  'uptime',
  'vmstats',
  'w',
] as const;

export const allStatus = defineFunction({
  name: 'status.all_status',
  doc: 'Everything that status tells, in one answer; a long one.',
  args: NoArgs,
  example: 'status.all_status',
  looks: true,
  async run(_host, _want, context) {
    const all = new Map<string, Value>();
    for (const part of parts) all.set(part, await context.call(`status.${part}`));
    return all;
  },
});

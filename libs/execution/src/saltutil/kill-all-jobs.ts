import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';
import { endAll } from './ending.js';

export const killAllJobs = defineFunction({
  name: 'saltutil.kill_all_jobs',
  doc: 'End every job of this minion at once, but this one.',
  args: NoArgs,
  example: 'saltutil.kill_all_jobs',
  run: async (_host, _want, context) => endAll('saltutil.kill_all_jobs', 'kill', context),
});

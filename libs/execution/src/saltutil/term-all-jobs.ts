import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';
import { endAll } from './ending.js';

export const termAllJobs = defineFunction({
  name: 'saltutil.term_all_jobs',
  doc: 'End every job of this minion, but this one.',
  args: NoArgs,
  example: 'saltutil.term_all_jobs',
  run: async (_host, _want, context) => endAll('saltutil.term_all_jobs', 'terminate', context),
});

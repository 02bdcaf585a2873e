import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';
import { jobValue, otherJobs } from './parts.js';

export const running = defineFunction({
  name: 'saltutil.running',
  doc: 'The jobs that this minion works on, besides this one: function, arguments, since when, processes, progress.',
  args: NoArgs,
  example: 'saltutil.running',
  looks: true,
  run: async (_host, _want, context) => otherJobs(context).map((job) => jobValue(job, context)),
});

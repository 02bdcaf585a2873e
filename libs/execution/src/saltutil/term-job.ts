import { defineFunction } from '../definition.js';
import { endOne } from './ending.js';
import { JobArgs } from './job.args.js';

export const termJob = defineFunction({
  name: 'saltutil.term_job',
  doc: 'End a job: its processes get SIGTERM, and a command that does not heed it SIGKILL after five seconds. It returns what it had done so far.',
  args: JobArgs,
  example: 'saltutil.term_job 20261121120000000000',
  run: async (_host, { jid }, context) => endOne('saltutil.term_job', jid, 'terminate', context),
});

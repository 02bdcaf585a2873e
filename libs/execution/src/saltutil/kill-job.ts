import { defineFunction } from '../definition.js';
import { endOne } from './ending.js';
import { JobArgs } from './job.args.js';

export const killJob = defineFunction({
  name: 'saltutil.kill_job',
  doc: 'End a job at once: its processes get SIGKILL. It returns what it had done so far.',
  args: JobArgs,
  example: 'saltutil.kill_job 20261121120000000000',
  run: async (_host, { jid }, context) => endOne('saltutil.kill_job', jid, 'kill', context),
});

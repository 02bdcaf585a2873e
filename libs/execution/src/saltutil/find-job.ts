import { defineFunction } from '../definition.js';
import { JobArgs } from './job.args.js';
import { jobValue, otherJobs } from './parts.js';

export const findJob = defineFunction({
  name: 'saltutil.find_job',
  doc: 'A job that this minion works on; an empty mapping where it does not.',
  args: JobArgs,
  example: 'saltutil.find_job 20261121120000000000',
  looks: true,
  async run(_host, { jid }, context) {
    const job = otherJobs(context).find((other) => other.jid === jid);
    return job ? jobValue(job, context) : new Map();
  },
});

import { Arg } from '@fleet/arguments';
import { crontabLines, jobsOf } from '@fleet/options';
import type { Value } from '@fleet/values';
import { defineFunction, FunctionRefused } from '../definition.js';
import { readCrontab } from './crontab.js';
import { CrontabArgs, jobWords } from './job.args.js';
import { jobData } from './job-data.js';
import { isJob } from './take-job.js';

export class CronGetEntryArgs extends CrontabArgs {
  @Arg({ doc: 'What the job is found by.', type: 'any', optional: true })
  identifier?: Value;

  @Arg({ ...jobWords.cmd, optional: true })
  cmd?: string;
}

export const getEntry = defineFunction({
  name: 'cron.get_entry',
  doc: 'One job of a crontab, by its identifier or its command; false where there is none.',
  args: CronGetEntryArgs,
  example: 'cron.get_entry root identifier=backup',
  looks: true,
  async run(host, { user, identifier, cmd }) {
    if (identifier === undefined && cmd === undefined)
      throw new FunctionRefused(
        'bad-arguments',
        'a job is found by its identifier or by its command, and neither is given',
      );
    const job = jobsOf(crontabLines(await readCrontab(host, user))).find((one) => isJob(one, cmd, identifier));
    return job ? jobData(job) : false;
  },
});

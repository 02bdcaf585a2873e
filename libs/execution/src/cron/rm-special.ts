import { Arg } from '@fleet/arguments';
import type { Value } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { CrontabArgs, jobWords } from './job.args.js';
import { isJob, takeJob } from './take-job.js';

export class CronRmSpecialArgs extends CrontabArgs {
  @Arg(jobWords.cmd)
  cmd!: string;

  @Arg({ doc: 'Only a job with this word, such as @daily.', type: 'string', optional: true })
  special?: string;

  @Arg(jobWords.identifier)
  identifier?: Value;
}

export const rmSpecial = defineFunction({
  name: 'cron.rm_special',
  doc: 'Remove a job that runs at a named time from the crontab of an account; answers removed or absent.',
  args: CronRmSpecialArgs,
  example: 'cron.rm_special root /usr/local/bin/sync',
  run: (host, { user, cmd, special, identifier }) =>
    takeJob(
      host,
      user,
      (job) =>
        job.times.length === 1 && isJob(job, cmd, identifier) && (special === undefined || job.times[0] === special),
    ),
});

import { Arg } from '@fleet/arguments';
import type { Host } from '@fleet/platform';
import { pythonStr } from '@fleet/rendering';
import type { Value } from '@fleet/values';
import { CrontabArgs, jobWords, times, type JobTimes } from './job.args.js';
import { isJob, takeJob } from './take-job.js';

const when = { type: 'any', optional: true } as const;

export class CronRmJobArgs extends CrontabArgs implements JobTimes {
  @Arg(jobWords.cmd)
  cmd!: string;

  @Arg({ doc: 'Only a job with these minutes.', ...when })
  minute?: Value;

  @Arg({ doc: 'Only a job with these hours.', ...when })
  hour?: Value;

  @Arg({ doc: 'Only a job with these days of the month.', ...when })
  daymonth?: Value;

  @Arg({ doc: 'Only a job with these months.', ...when })
  month?: Value;

  @Arg({ doc: 'Only a job with these days of the week.', ...when })
  dayweek?: Value;

  @Arg(jobWords.identifier)
  identifier?: Value;
}

export function removeJob(host: Host, want: CronRmJobArgs): Promise<'removed' | 'absent'> {
  return takeJob(
    host,
    want.user,
    (job) =>
      job.times.length > 1 &&
      isJob(job, want.cmd, want.identifier) &&
      times.every(
        (field, index) => want[field] === undefined || pythonStr(want[field]).toLowerCase() === job.times[index],
      ),
  );
}

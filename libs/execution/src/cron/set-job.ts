import { Arg } from '@fleet/arguments';
import { pythonStr } from '@fleet/rendering';
import type { Value } from '@fleet/values';
import { defineFunction, FunctionRefused } from '../definition.js';
import { CrontabArgs, jobWords, times } from './job.args.js';
import { putJob } from './put-job.js';

export class CronSetJobArgs extends CrontabArgs {
  @Arg({ doc: 'Minutes at which it runs.', type: 'any' })
  minute!: Value;

  @Arg({ doc: 'Hours at which it runs.', type: 'any' })
  hour!: Value;

  @Arg({ doc: 'Days of the month on which it runs.', type: 'any' })
  daymonth!: Value;

  @Arg({ doc: 'Months in which it runs.', type: 'any' })
  month!: Value;

  @Arg({ doc: 'Days of the week on which it runs, 0 and 7 are Sunday.', type: 'any' })
  dayweek!: Value;

  @Arg(jobWords.cmd)
  cmd!: string;

  @Arg(jobWords.commented)
  commented!: boolean;

  @Arg(jobWords.comment)
  comment?: string;

  @Arg(jobWords.identifier)
  identifier?: Value;
}

export const setJob = defineFunction({
  name: 'cron.set_job',
  doc: 'Put a job into the crontab of an account: new, updated or present. Times are written as given; for random ones there is the state cron.present.',
  args: CronSetJobArgs,
  example: "cron.set_job root 30 2 '*' '*' '*' /usr/local/bin/backup identifier=backup",
  run(host, want) {
    const fields = times.map((field) => pythonStr(want[field]).toLowerCase());
    if (fields.includes('random'))
      throw new FunctionRefused('bad-arguments', 'a random time that stays is picked by the state cron.present');
    return putJob(host, want, fields.join(' '));
  },
});

import { Arg } from '@fleet/arguments';
import type { Value } from '@fleet/values';
import { defineFunction, FunctionRefused } from '../definition.js';
import { CrontabArgs, jobWords } from './job.args.js';
import { putJob } from './put-job.js';

export class CronSetSpecialArgs extends CrontabArgs {
  @Arg({ doc: 'A word instead of the five fields, such as @reboot or @daily.', type: 'string' })
  special!: string;

  @Arg(jobWords.cmd)
  cmd!: string;

  @Arg(jobWords.commented)
  commented!: boolean;

  @Arg(jobWords.comment)
  comment?: string;

  @Arg(jobWords.identifier)
  identifier?: Value;
}

export const setSpecial = defineFunction({
  name: 'cron.set_special',
  doc: 'Put a job that runs at a named time into the crontab of an account: new, updated or present.',
  args: CronSetSpecialArgs,
  example: "cron.set_special root @hourly '/usr/local/bin/sync'",
  run(host, want) {
    if (!want.special.startsWith('@'))
      throw new FunctionRefused('bad-arguments', `${want.special} is no word such as @daily`);
    return putJob(host, want, want.special);
  },
});

import { Arg } from '@fleet/arguments';
import type { Value } from '@fleet/values';

export class CrontabArgs {
  @Arg({ doc: 'Account whose crontab is meant.', type: 'string' })
  user!: string;
}

/** What may be said of a job besides its times and its command. */
export const jobWords = {
  commented: { doc: 'Keep the job in the crontab without running it.', type: 'boolean', default: false },
  comment: { doc: 'Words above the job; not given, those that stand there are kept.', type: 'string', optional: true },
  identifier: { doc: 'What the job is found again by; without it, by its command.', type: 'any', optional: true },
  cmd: {
    doc: 'The command, as cron reads it: of a % that is not written \\\\%, it makes a line break.',
    type: 'string',
  },
} as const;

export const times = ['minute', 'hour', 'daymonth', 'month', 'dayweek'] as const;

export interface JobTimes {
  readonly minute?: Value;
  readonly hour?: Value;
  readonly daymonth?: Value;
  readonly month?: Value;
  readonly dayweek?: Value;
}

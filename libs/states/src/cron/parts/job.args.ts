import { Arg } from '@fleet/arguments';
import { pythonStr } from '@fleet/rendering';
import type { Value } from '@fleet/values';

/** What names a job. */
export class CronJobArgs {
  @Arg({
    doc: 'The command, as cron reads it: of a % that is not written \\\\%, it makes a line break.',
    type: 'string',
  })
  name!: string;

  @Arg({ doc: 'Account whose crontab is meant.', type: 'string', default: 'root' })
  user!: string;

  @Arg({ doc: 'What the job is found again by; default: its command.', type: 'any', optional: true })
  identifier?: Value;

  @Arg({ doc: 'A word instead of the five fields, such as @reboot or @daily.', type: 'string', optional: true })
  special?: string;
}

export function identifierOf({ name, identifier }: CronJobArgs): string {
  return identifier === undefined || identifier === false ? name.trim() : pythonStr(identifier).trim();
}

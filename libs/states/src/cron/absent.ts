import { Rest } from '@fleet/arguments';
import { findJob } from '@fleet/options';
import type { ValueMap } from '@fleet/values';
import { defineState } from '../definition.js';
import { impossible } from '../step.js';
import { planCrontab } from './parts/crontab.js';
import { CronJobArgs, identifierOf } from './parts/job.args.js';

export class CronAbsentArgs extends CronJobArgs {
  @Rest({ doc: 'Times and comment, which do not matter to what is removed.', of: 'named' })
  others!: ValueMap;
}

export const absent = defineState({
  name: 'cron.absent',
  doc: 'Keep a job from being in the crontab of an account.',
  args: CronAbsentArgs,
  example: '/usr/local/bin/backup:\n  cron.absent:\n    - identifier: backup\n',
  emptyName: true,
  plan(host, want, context) {
    if (identifierOf(want) === '')
      return Promise.resolve(impossible('a job is found by its identifier or by its command, and both are empty'));
    const sentences = {
      already: `the job is not in the crontab of ${want.user}`,
      withoutAccount: `there is no account ${want.user}, and so no crontab of it`,
      summary: `remove a job from the crontab of ${want.user}`,
    };
    return planCrontab(host, want.user, context, sentences, (lines) => {
      const place = findJob(lines, identifierOf(want), want.name.trim());
      return place
        ? {
            lines: [...lines.slice(0, place.marked), ...lines.slice(place.at + 1)],
            changes: { [want.user]: { old: lines[place.at] ?? '', new: '' } },
          }
        : { lines };
    });
  },
});

import { Arg } from '@fleet/arguments';
import { variableOf } from '@fleet/options';
import { defineState } from '../definition.js';
import { impossible } from '../step.js';
import { planCrontab } from './parts/crontab.js';

export class CronEnvAbsentArgs {
  @Arg({ doc: 'Name of the variable.', type: 'string' })
  name!: string;

  @Arg({ doc: 'Account whose crontab is meant.', type: 'string', default: 'root' })
  user!: string;
}

export const envAbsent = defineState({
  name: 'cron.env_absent',
  doc: 'Keep a variable from being in the crontab of an account.',
  args: CronEnvAbsentArgs,
  example: 'MAILTO:\n  cron.env_absent: []\n',
  plan(host, want, context) {
    if (!/^[A-Za-z_]\w*$/.test(want.name))
      return Promise.resolve(impossible(`${want.name} is not the name of a variable`));
    const sentences = {
      already: `${want.name} is not set`,
      withoutAccount: `there is no account ${want.user}, and so no crontab of it`,
      summary: `remove ${want.name} from the crontab of ${want.user}`,
    };
    return planCrontab(host, want.user, context, sentences, (lines) => {
      const own = lines.filter((one) => variableOf(one) === want.name);
      return own.length === 0
        ? { lines }
        : {
            lines: lines.filter((one) => !own.includes(one)),
            changes: { [want.user]: { old: own[0] ?? '', new: '' } },
          };
    });
  },
});

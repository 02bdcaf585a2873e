import { Arg } from '@fleet/arguments';
import { variableLine, variableOf } from '@fleet/options';
import { pythonStr } from '@fleet/rendering';
import type { Value } from '@fleet/values';
import { defineState } from '../definition.js';
import { impossible } from '../step.js';
import { planCrontab } from './parts/crontab.js';

export class CronEnvPresentArgs {
  @Arg({ doc: 'Name of the variable.', type: 'string' })
  name!: string;

  @Arg({ doc: 'Its value.', type: 'any', default: '' })
  value!: Value;

  @Arg({ doc: 'Account whose crontab is meant.', type: 'string', default: 'root' })
  user!: string;
}

export const envPresent = defineState({
  name: 'cron.env_present',
  doc: 'Keep a variable in the crontab of an account, above its jobs.',
  args: CronEnvPresentArgs,
  example: 'MAILTO:\n  cron.env_present:\n    - value: admin@example.org\n',
  plan(host, want, context) {
    const line = variableLine(want.name, pythonStr(want.value));
    if (line === undefined)
      return Promise.resolve(impossible('a variable of a crontab has a name and one line of value'));
    const sentences = { already: `${want.name} is set`, summary: `set ${want.name} in the crontab of ${want.user}` };
    return planCrontab(host, want.user, context, sentences, (lines) => {
      const at = lines.findIndex((one) => variableOf(one) === want.name);
      if (at >= 0 && lines[at] === line) return { lines };
      const edited = at >= 0 ? lines.map((one, index) => (index === at ? line : one)) : [line, ...lines];
      return { lines: edited, changes: { [want.user]: { old: lines[at] ?? '', new: line } } };
    });
  },
});

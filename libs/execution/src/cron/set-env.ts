import { Arg } from '@fleet/arguments';
import { variableLine, variableOf } from '@fleet/options';
import { pythonStr } from '@fleet/rendering';
import type { Value } from '@fleet/values';
import { defineFunction, FunctionRefused } from '../definition.js';
import { editCrontab } from './crontab.js';
import { CrontabArgs } from './job.args.js';

export class CronSetEnvArgs extends CrontabArgs {
  @Arg({ doc: 'Name of the variable.', type: 'string' })
  name!: string;

  @Arg({ doc: 'Its value.', type: 'any', default: '' })
  value!: Value;
}

export const setEnv = defineFunction({
  name: 'cron.set_env',
  doc: 'Set a variable in the crontab of an account, above its jobs: new, updated or present.',
  args: CronSetEnvArgs,
  example: 'cron.set_env root MAILTO admin@example.org',
  async run(host, { user, name, value }) {
    const line = variableLine(name, pythonStr(value));
    if (line === undefined)
      throw new FunctionRefused('bad-arguments', 'a variable of a crontab has a name and one line of value');
    let outcome = 'new';
    const written = await editCrontab(host, user, (lines) => {
      const at = lines.findIndex((one) => variableOf(one) === name);
      if (at < 0) return [line, ...lines];
      outcome = 'updated';
      return lines[at] === line ? undefined : lines.map((one, index) => (index === at ? line : one));
    });
    return written ? outcome : 'present';
  },
});

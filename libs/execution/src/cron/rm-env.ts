import { Arg } from '@fleet/arguments';
import { variableOf } from '@fleet/options';
import { defineFunction } from '../definition.js';
import { editCrontab } from './crontab.js';
import { CrontabArgs } from './job.args.js';

export class CronRmEnvArgs extends CrontabArgs {
  @Arg({ doc: 'Name of the variable.', type: 'string' })
  name!: string;
}

export const rmEnv = defineFunction({
  name: 'cron.rm_env',
  doc: 'Remove a variable from the crontab of an account; answers removed or absent.',
  args: CronRmEnvArgs,
  example: 'cron.rm_env root MAILTO',
  async run(host, { user, name }) {
    const written = await editCrontab(host, user, (lines) => {
      const others = lines.filter((line) => variableOf(line) !== name);
      return others.length === lines.length ? undefined : others;
    });
    return written ? 'removed' : 'absent';
  },
});

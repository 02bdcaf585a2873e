import { Arg } from '@fleet/arguments';
import { defineFunction, FunctionRefused } from '../definition.js';
import { runTool } from '../tool.js';
import { mustBeAccount } from './crontab.js';
import { CrontabArgs } from './job.args.js';

export class CronWriteCronFileArgs extends CrontabArgs {
  @Arg({ doc: 'Absolute path of a file on the minion.', type: 'string' })
  path!: string;
}

export const writeCronFile = defineFunction({
  name: 'cron.write_cron_file',
  doc: 'Make a file the crontab of an account, in the place of the one that it has; what cron cannot read is refused with its own words.',
  args: CronWriteCronFileArgs,
  example: 'cron.write_cron_file root /root/crontab',
  async run(host, { user, path }) {
    if (!path.startsWith('/')) throw new FunctionRefused('bad-arguments', `${path} is not an absolute path`);
    await mustBeAccount(host, user);
    await runTool(host, ['crontab', '-u', user, path]);
    return true;
  },
});

import { defineFunction } from '../definition.js';
import { readCrontab } from './crontab.js';
import { CrontabArgs } from './job.args.js';

export const rawCron = defineFunction({
  name: 'cron.raw_cron',
  doc: 'The crontab of an account as it is; an empty text where it has none.',
  args: CrontabArgs,
  example: 'cron.raw_cron root',
  looks: true,
  out: 'txt',
  run: async (host, want) => {
    const text = await readCrontab(host, want.user);
    return text === '' ? '' : `${text}\n`;
  },
});

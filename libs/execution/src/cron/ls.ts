import { defineFunction } from '../definition.js';
import { CrontabArgs } from './job.args.js';
import { tabOf } from './tab.js';

export const ls = defineFunction({
  name: 'cron.ls',
  doc: 'The crontab of an account as data, the other name of cron.list_tab: crons, special (@daily and its like), env, and pre for all other lines.',
  args: CrontabArgs,
  example: 'cron.ls root',
  looks: true,
  run: (host, want) => tabOf(host, want.user),
});

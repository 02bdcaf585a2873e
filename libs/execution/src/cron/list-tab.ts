import { defineFunction } from '../definition.js';
import { CrontabArgs } from './job.args.js';
import { tabOf } from './tab.js';

export const listTab = defineFunction({
  name: 'cron.list_tab',
  doc: 'The crontab of an account as data: crons, special (@daily and its like), env, and pre for all other lines.',
  args: CrontabArgs,
  example: 'cron.list_tab root',
  looks: true,
  run: (host, want) => tabOf(host, want.user),
});

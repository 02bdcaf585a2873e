import { defineFunction } from '../definition.js';
import { CronRmJobArgs, removeJob } from './remove-job.js';

export const rm = defineFunction({
  name: 'cron.rm',
  doc: 'Remove a job from the crontab of an account, the other name of cron.rm_job; of given times, all have to be those of the job. Answers removed or absent.',
  args: CronRmJobArgs,
  example: 'cron.rm root /usr/local/bin/backup',
  run: (host, want) => removeJob(host, want),
});

import { defineFunction } from '../definition.js';
import { CronRmJobArgs, removeJob } from './remove-job.js';

export const rmJob = defineFunction({
  name: 'cron.rm_job',
  doc: 'Remove a job from the crontab of an account; of given times, all have to be those of the job. Answers removed or absent.',
  args: CronRmJobArgs,
  example: 'cron.rm_job root /usr/local/bin/backup',
  run: (host, want) => removeJob(host, want),
});

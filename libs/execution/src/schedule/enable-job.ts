import { defineFunction } from '../definition.js';
import { ScheduleNameArgs } from './job.args.js';
import { switchJob } from './switching.js';

export const enableJob = defineFunction({
  name: 'schedule.enable_job',
  doc: 'Let one scheduled job run.',
  args: ScheduleNameArgs,
  example: 'schedule.enable_job nightly',
  run: (host, { name }, context) => switchJob(host, context, name, true),
});

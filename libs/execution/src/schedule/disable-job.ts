import { defineFunction } from '../definition.js';
import { ScheduleNameArgs } from './job.args.js';
import { switchJob } from './switching.js';

export const disableJob = defineFunction({
  name: 'schedule.disable_job',
  doc: 'Keep one scheduled job from running.',
  args: ScheduleNameArgs,
  example: 'schedule.disable_job nightly',
  run: (host, { name }, context) => switchJob(host, context, name, false),
});

import { defineState } from '../definition.js';
import { ScheduleNameArgs } from './name.args.js';
import { switchJob } from './parts/switch-job.js';

export const disabled = defineState({
  name: 'schedule.disabled',
  doc: 'Keep a scheduled job turned off.',
  args: ScheduleNameArgs,
  example: 'nightly:\n  schedule.disabled: []\n',
  plan: (_host, { name }, context) => switchJob(name, false, context),
});

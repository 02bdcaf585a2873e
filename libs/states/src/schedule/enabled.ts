import { defineState } from '../definition.js';
import { ScheduleNameArgs } from './name.args.js';
import { switchJob } from './parts/switch-job.js';

export const enabled = defineState({
  name: 'schedule.enabled',
  doc: 'Keep a scheduled job turned on.',
  args: ScheduleNameArgs,
  example: 'nightly:\n  schedule.enabled: []\n',
  plan: (_host, { name }, context) => switchJob(name, true, context),
});

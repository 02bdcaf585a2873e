import { defineFunction } from '../definition.js';
import { answer, unknown } from './answer.js';
import { ScheduleNameArgs } from './job.args.js';
import { readSchedule } from './schedule-file.js';

export const showNextFireTime = defineFunction({
  name: 'schedule.show_next_fire_time',
  doc: 'When a scheduled job is due next, in UTC; its splay is not counted.',
  args: ScheduleNameArgs,
  example: 'schedule.show_next_fire_time nightly',
  looks: true,
  async run(host, { name }, context) {
    const { jobs } = await readSchedule(host, context);
    if (!jobs.has(name)) return unknown(name);
    if (!context.daemon) return answer(false, 'This run has no daemon, and only that knows when a job is due.');
    const at = context.daemon.nextFireTime(name);
    if (at === undefined) return answer(false, `Job ${name} is disabled, over, or can never run.`);
    return new Map<string, string | boolean>([
      ['result', true],
      ['next_fire_time', new Date(at).toISOString()],
    ]);
  },
});

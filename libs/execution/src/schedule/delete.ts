import { defineFunction } from '../definition.js';
import { answer, change, unknown } from './answer.js';
import { ScheduleNameArgs } from './job.args.js';
import { readSchedule, writeSchedule } from './schedule-file.js';

export const deleteJob = defineFunction({
  name: 'schedule.delete',
  doc: 'Take a job out of the schedule; one that runs goes on.',
  args: ScheduleNameArgs,
  example: 'schedule.delete nightly',
  async run(host, { name }, context) {
    const schedule = await readSchedule(host, context);
    const before = schedule.jobs.get(name);
    if (before === undefined) return unknown(name);
    schedule.jobs.delete(name);
    await writeSchedule(host, context, schedule);
    return answer(true, `Deleted Job ${name} from schedule.`, change(name, before, null));
  },
});

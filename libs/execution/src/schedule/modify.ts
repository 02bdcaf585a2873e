import { equal } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { ScheduleAddArgs } from './add.js';
import { answer, change, unknown } from './answer.js';
import { builtJob } from './built-job.js';
import { readSchedule, writeSchedule } from './schedule-file.js';

export const modify = defineFunction({
  name: 'schedule.modify',
  doc: 'Put another job in the place of a scheduled one: what is not given is not kept.',
  args: ScheduleAddArgs,
  example: 'schedule.modify nightly function=state.apply hours=12',
  async run(host, want, context) {
    const built = builtJob(want);
    if ('why' in built) return answer(false, `Job ${want.name} cannot be scheduled: ${built.why}.`);
    const schedule = await readSchedule(host, context);
    const before = schedule.jobs.get(want.name);
    if (before === undefined) return unknown(want.name);
    if (equal(before, built.job)) return answer(true, `Job ${want.name} in correct state`);
    const changes = change(want.name, before, built.job);
    if (want.test) return answer(true, `Job: ${want.name} would be modified in schedule.`, changes);
    schedule.jobs.set(want.name, built.job);
    await writeSchedule(host, context, schedule);
    return answer(true, `Modified job: ${want.name} in schedule.`, changes);
  },
});

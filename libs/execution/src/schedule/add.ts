import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { answer, change } from './answer.js';
import { builtJob } from './built-job.js';
import { ScheduleJobArgs } from './job.args.js';
import { readSchedule, writeSchedule } from './schedule-file.js';

export class ScheduleAddArgs extends ScheduleJobArgs {
  @Arg({ doc: 'Only say what would be.', type: 'boolean', default: false })
  test!: boolean;
}

export const add = defineFunction({
  name: 'schedule.add',
  doc: 'Schedule a job on this minion. It survives restarts; what was missed while the minion was down is not made up for.',
  args: ScheduleAddArgs,
  example: 'schedule.add nightly function=state.apply cron="0 3 * * *" splay=600',
  async run(host, want, context) {
    const built = builtJob(want);
    if ('why' in built) return answer(false, `Job ${want.name} cannot be scheduled: ${built.why}.`);
    const schedule = await readSchedule(host, context);
    if (schedule.jobs.has(want.name)) return answer(false, `Job ${want.name} already exists in schedule.`);
    const changes = change(want.name, null, built.job);
    if (want.test) return answer(true, `Job: ${want.name} would be added to schedule.`, changes);
    schedule.jobs.set(want.name, built.job);
    await writeSchedule(host, context, schedule);
    return answer(true, `Added job: ${want.name} to schedule.`, changes);
  },
});

import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';
import { answer } from './answer.js';
import { readSchedule } from './schedule-file.js';

export const reload = defineFunction({
  name: 'schedule.reload',
  doc: 'Have the daemon read the schedule from disk, at once.',
  args: NoArgs,
  example: 'schedule.reload',
  async run(host, _want, context) {
    const { jobs } = await readSchedule(host, context);
    await context.refresh('schedule');
    return answer(true, `Reloaded schedule: ${jobs.size} ${jobs.size === 1 ? 'job' : 'jobs'}.`);
  },
});

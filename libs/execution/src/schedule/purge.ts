import type { ValueMap } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';
import { answer, change } from './answer.js';
import { readSchedule, writeSchedule } from './schedule-file.js';

export const purge = defineFunction({
  name: 'schedule.purge',
  doc: 'Take everything out of the schedule.',
  args: NoArgs,
  example: 'schedule.purge',
  async run(host, _want, context) {
    const { enabled, jobs } = await readSchedule(host, context);
    if (jobs.size === 0) return answer(true, 'Nothing is scheduled.');
    await writeSchedule(host, context, { enabled, jobs: new Map() });
    const changes: ValueMap = new Map([...jobs].flatMap(([name, job]) => [...change(String(name), job, null)]));
    return answer(true, `Deleted ${jobs.size} ${jobs.size === 1 ? 'job' : 'jobs'} from schedule.`, changes);
  },
});

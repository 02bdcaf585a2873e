import { Arg } from '@fleet/arguments';
import { isMap } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { readSchedule } from './schedule-file.js';

export class ScheduleIsEnabledArgs {
  @Arg({ doc: 'A scheduled job; without it, the schedule as a whole.', type: 'string', optional: true })
  name?: string;
}

export const isEnabled = defineFunction({
  name: 'schedule.is_enabled',
  doc: 'Whether a scheduled job, or the whole schedule, may run.',
  args: ScheduleIsEnabledArgs,
  example: 'schedule.is_enabled nightly',
  looks: true,
  async run(host, { name }, context) {
    const { enabled, jobs } = await readSchedule(host, context);
    if (name === undefined) return enabled;
    const job = jobs.get(name);
    return enabled && isMap(job ?? null) && (job as Map<unknown, unknown>).get('enabled') !== false;
  },
});

import { Rest } from '@fleet/arguments';
import type { Value, ValueMap } from '@fleet/values';
import { defineState } from '../definition.js';
import { already, impossible, step } from '../step.js';
import { asked, done, scheduledNow } from './parts/asked.js';
import { ScheduleNameArgs } from './name.args.js';

export class SchedulePresentArgs extends ScheduleNameArgs {
  @Rest({
    doc: 'What runs, and when: function, job_args, job_kwargs, seconds, minutes, hours, days, cron, when, once, splay, maxrunning, run_on_start, after, until, return_job, enabled, as schedule.add takes them.',
    of: 'named',
  })
  job: ValueMap = new Map<Value, Value>();
}

export const present = defineState({
  name: 'schedule.present',
  doc: 'Keep a job in the schedule of this minion, exactly as it is written here.',
  args: SchedulePresentArgs,
  example: 'nightly:\n  schedule.present:\n    - function: state.apply\n    - cron: "0 3 * * *"\n    - splay: 600\n',
  async plan(_host, { name, job }, context) {
    const known = (await scheduledNow(context)).has(name);
    const deed = known ? 'modify' : 'add';
    // Asked first what would be: what can never run is refused before anything is done.
    const foreseen = await asked(context, deed, [name], new Map([...job, ['test', true]]));
    if (foreseen.why !== undefined) return impossible(foreseen.why);
    if (foreseen.changes.size === 0) return already(`Job ${name} in correct state`);
    return {
      steps: [step(`schedule ${name}`, foreseen.changes, () => done(context, deed, [name], job))],
      already: `Job ${name} in correct state`,
      done: known ? `Modifying job ${name} in schedule` : `Adding new job ${name} to schedule`,
      would: known ? `Job: ${name} would be modified in schedule.` : `Job: ${name} would be added to schedule.`,
    };
  },
});

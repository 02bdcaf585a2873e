import { Arg } from '@fleet/arguments';
import { isMap } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { handsOf } from '../saltutil/parts.js';
import { answer, unknown } from './answer.js';
import { ScheduleNameArgs } from './job.args.js';
import { readSchedule } from './schedule-file.js';

export class ScheduleRunJobArgs extends ScheduleNameArgs {
  @Arg({ doc: 'Also where it is disabled.', type: 'boolean', default: false })
  force!: boolean;
}

export const runJob = defineFunction({
  name: 'schedule.run_job',
  doc: 'Run a scheduled job now, beside its rhythm; it gets a jid of its own, and returns to the master as it would on time.',
  args: ScheduleRunJobArgs,
  example: 'schedule.run_job nightly',
  async run(host, { name, force }, context) {
    const { enabled, jobs } = await readSchedule(host, context);
    const job = jobs.get(name);
    if (!isMap(job ?? null)) return unknown(name);
    const off = !enabled || (job as Map<unknown, unknown>).get('enabled') === false;
    if (off && !force) return answer(false, `Job ${name} is disabled.`);
    const jid = await handsOf(context, 'schedule.run_job').runScheduled(name);
    return jid === undefined
      ? answer(false, `Job ${name} still runs, or can never run; schedule.list shows it.`)
      : answer(true, `Scheduling Job ${name} on minion, jid ${jid}.`);
  },
});

import { defineState } from '../definition.js';
import { already, oldNew, step } from '../step.js';
import { toPlain } from '@fleet/values';
import { done, scheduledNow } from './parts/asked.js';
import { ScheduleNameArgs } from './name.args.js';

export const absent = defineState({
  name: 'schedule.absent',
  doc: 'Keep a job out of the schedule of this minion; one that runs goes on.',
  args: ScheduleNameArgs,
  example: 'nightly:\n  schedule.absent: []\n',
  async plan(_host, { name }, context) {
    const job = (await scheduledNow(context)).get(name);
    if (job === undefined) return already(`Job ${name} not present in schedule`);
    return {
      steps: [
        step(`take ${name} out of the schedule`, { [name]: oldNew(toPlain(job), null) }, () =>
          done(context, 'delete', [name]),
        ),
      ],
      already: `Job ${name} not present in schedule`,
      done: `Removed job ${name} from schedule`,
      would: `Job: ${name} would be deleted from schedule.`,
    };
  },
});

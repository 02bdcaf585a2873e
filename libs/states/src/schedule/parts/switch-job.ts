import { isMap, type ValueMap } from '@fleet/values';
import type { Plan, StateContext } from '../../definition.js';
import { already, impossible, oldNew, step } from '../../step.js';
import { done, scheduledNow } from './asked.js';

/** Turns a scheduled job on or off. In a dry run, an earlier state may be what schedules it. */
export async function switchJob(name: string, on: boolean, context: StateContext): Promise<Plan> {
  const job = (await scheduledNow(context)).get(name) ?? null;
  const word = on ? 'enabled' : 'disabled';
  if (!isMap(job)) {
    const sentence = `Job ${name} is not in the schedule`;
    return context.test
      ? { verdict: null, comment: `${sentence}: an earlier state may put it there` }
      : impossible(`${sentence}; schedule.present puts it there`);
  }
  const now = (job as ValueMap).get('enabled') !== false;
  if (now === on) return already(`Job ${name} is ${word} already`);
  return {
    steps: [
      step(`${on ? 'enable' : 'disable'} ${name}`, { [name]: oldNew(now ? 'enabled' : 'disabled', word) }, () =>
        done(context, on ? 'enable_job' : 'disable_job', [name]),
      ),
    ],
    already: `Job ${name} is ${word} already`,
    done: `${on ? 'Enabled' : 'Disabled'} job ${name} from schedule`,
    would: `Job: ${name} would be ${word} from schedule.`,
  };
}

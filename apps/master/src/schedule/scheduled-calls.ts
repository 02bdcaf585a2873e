import { Inject, Injectable } from '@nestjs/common';
import type { ScheduledJob } from '@fleet/config';
import type { JobRequest } from '@fleet/protocol';
import { fromPlain, stringifyExact } from '@fleet/values';
import type { ScheduledRun } from '../jobs/job-agreement.js';
import { JobCreation } from '../jobs/job-creation.js';
import { scheduleOperator } from '../operators/operators.js';
import { Refusal } from '../bus/refusal.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';

/** Makes a job of something that is scheduled: an ordinary one, by an operator of its own. */
@Injectable()
export class ScheduledCalls {
  constructor(
    @Inject(runtime) private readonly master: MasterRuntime,
    private readonly creation: JobCreation,
  ) {}

  /**
   * @param run `written` is told in the transaction that writes the job down. Answers why there is none.
   * @throws Refusal `unavailable`: nothing can be begun right now, and its turn is not over
   */
  async begin(name: string, job: ScheduledJob, run: Omit<ScheduledRun, 'schedule'>): Promise<string | undefined> {
    try {
      await this.creation.createScheduled(scheduleOperator(name), requestOf(job), { schedule: name, ...run });
      return undefined;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { code, message } = error.fault;
      if (code === 'unavailable') throw error;
      this.master.log.warn({ schedule: name, code, why: message }, 'a scheduled job was refused');
      return message;
    }
  }
}

export function requestOf({
  target,
  args,
  kwargs,
  kind,
  timeout,
  confirmed,
  destroy,
  ...job
}: ScheduledJob): JobRequest {
  return {
    target: { type: isGlob(target) ? 'glob' : 'compound', expression: target },
    function: job.function,
    args: stringifyExact(fromPlain(args as never)),
    kwargs: stringifyExact(fromPlain(kwargs as never)),
    watch: false,
    ...(timeout !== undefined && { timeout }),
    ...(kind !== undefined && { kind }),
    ...(confirmed && { confirmed }),
    ...(destroy && { destroy }),
  };
}

/** What a compound target of one word means; people know it as that. */
function isGlob(expression: string): boolean {
  return /^[\w.*?-]+$/.test(expression) && !['and', 'or', 'not'].includes(expression);
}

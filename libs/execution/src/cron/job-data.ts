import type { CronJob } from '@fleet/options';
import type { Value, ValueMap } from '@fleet/values';
import { times } from './job.args.js';

/** A job as Salt answers it. */
export function jobData(job: CronJob): ValueMap {
  const when: [Value, Value][] =
    job.times.length === 1
      ? [['spec', job.times[0] ?? '']]
      : times.map((field, index) => [field, job.times[index] ?? '']);
  return new Map<Value, Value>([
    ...when,
    ['cmd', job.command],
    ['identifier', job.identifier ?? null],
    ['comment', job.comment === '' ? null : job.comment],
    ['commented', job.commented],
  ]);
}

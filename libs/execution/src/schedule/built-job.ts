import type { Value, ValueMap } from '@fleet/values';
import { readScheduleEntry } from './entry.js';
import type { ScheduleJobArgs } from './job.args.js';

const rhythm = ['seconds', 'minutes', 'hours', 'days', 'cron', 'when', 'once'] as const;
const others = ['splay', 'run_on_start', 'after', 'until'] as const;

/** What is kept of a scheduled job, or why it could never run. */
export function builtJob(want: ScheduleJobArgs): { readonly job: ValueMap } | { readonly why: string } {
  const job: ValueMap = new Map<Value, Value>();
  if (want.function !== undefined) job.set('function', want.function);
  if (want.job_args) job.set('args', want.job_args);
  if (want.job_kwargs) job.set('kwargs', want.job_kwargs);
  for (const name of [...rhythm, ...others]) if (want[name] !== undefined) job.set(name, want[name]);
  job.set('maxrunning', want.maxrunning);
  job.set('return_job', want.return_job);
  job.set('enabled', want.enabled);
  const entry = readScheduleEntry(want.name, job);
  return typeof entry === 'string' ? { why: entry } : { job };
}

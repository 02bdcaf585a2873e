import type { Value, ValueMap } from '@fleet/values';
import { FunctionRefused, type FunctionContext } from '../definition.js';
import type { DaemonHands, JobAtWork } from '../daemon.js';

/** Jobs of this minion but the one that asks, oldest first; none in a masterless run, which is its only job. */
export function otherJobs(context: FunctionContext): JobAtWork[] {
  return (context.daemon?.jobs() ?? [])
    .filter(({ jid }) => jid !== context.jid)
    .sort((a, b) => (a.jid < b.jid ? -1 : 1));
}

/** By Salt's names, as far as they mean something here. */
export function jobValue(job: JobAtWork, context: FunctionContext): ValueMap {
  return new Map<Value, Value>([
    ['jid', job.jid],
    ['fun', job.function],
    ['arg', [...job.args] as Value[]],
    ['kwarg', job.kwargs],
    ['user', job.operator],
    ['pid', context.daemon?.pid ?? null],
    ['processes', [...job.processes]],
    ['started', new Date(job.started).toISOString()],
    ['progress', job.progress ?? null],
  ]);
}

export function handsOf(context: FunctionContext, name: string): DaemonHands {
  const hands = context.hands?.();
  if (!hands)
    throw new FunctionRefused(
      'failed',
      `${name} is for a minion that runs as a daemon; this run has no master and no other jobs`,
    );
  return hands;
}

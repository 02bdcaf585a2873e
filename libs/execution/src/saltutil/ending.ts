import type { Value } from '@fleet/values';
import type { JobEnding } from '../daemon.js';
import { FunctionResult, type FunctionContext } from '../definition.js';
import { handsOf, otherJobs } from './parts.js';

const signals: Record<JobEnding, string> = { terminate: 'SIGTERM', kill: 'SIGKILL' };

/** Ends one job, and says what happened to its processes. */
export function endOne(name: string, jid: string, how: JobEnding, context: FunctionContext): Value | FunctionResult {
  const job = otherJobs(context).find((other) => other.jid === jid);
  if (!job || !handsOf(context, name).endJob(jid, how))
    return new FunctionResult(`job ${jid} does not run on this minion`, 1, 'txt');
  return sentence(jid, how, job.processes);
}

/** Ends all but the one that asks. */
export function endAll(name: string, how: JobEnding, context: FunctionContext): string[] {
  const hands = handsOf(context, name);
  return otherJobs(context)
    .filter(({ jid }) => hands.endJob(jid, how))
    .map(({ jid, processes }) => sentence(jid, how, processes));
}

function sentence(jid: string, how: JobEnding, processes: readonly number[]): string {
  if (processes.length === 0) return `job ${jid} was told to end; it has no process under way`;
  const groups = processes.length === 1 ? 'process group' : 'process groups';
  return `job ${jid} was told to end, and ${signals[how]} sent to its ${groups} ${processes.join(', ')}`;
}

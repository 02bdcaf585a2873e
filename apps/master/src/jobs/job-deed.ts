import type { Redactor } from '@fleet/telemetry';
import { shownCall } from '../access/shown-call.js';
import type { Deed } from '../audit/audit-log.js';
import { exactList, exactMap } from '../bus/exact.js';
import { Refusal } from '../bus/refusal.js';
import type { Agreement } from './job-agreement.js';
import type { MadeRequest } from './request-keep.js';

export type JobDeed = Deed & { readonly target: string; readonly function: string; readonly args: string };

/** What the audit log says of a request for a job, where nothing is in its way. */
export function jobDeed(redactor: Redactor, request: MadeRequest, agreed: Agreement): JobDeed {
  return {
    action: 'job_create',
    target: redactor.redactText(`${request.target.type} ${request.target.expression}`),
    function: request.function,
    args: shownArguments(redactor, request),
    outcome: 'done',
    ...noteOf(request, agreed),
  };
}

function noteOf({ rerunOf }: MadeRequest, { approved, step, ends, scheduled }: Agreement): { note?: string } {
  const notes = [
    ...(approved ? [`approved by ${approved.approvers.join(', ')} (${approved.id})`] : []),
    ...(step ? [`${step.name} of rollout ${step.rollout}`] : []),
    ...(scheduled?.due === undefined ? [] : [`due at ${new Date(scheduled.due).toISOString()}`]),
    ...(ends === undefined ? [] : [`ends job ${ends}`]),
    ...(rerunOf === undefined ? [] : [`repeats job ${rerunOf}`]),
  ];
  return notes.length === 0 ? {} : { note: notes.join(', ') };
}

function shownArguments(redactor: Redactor, { function: name, args, kwargs }: MadeRequest): string {
  try {
    const call = { function: name, args: exactList(args, 'args'), kwargs: exactMap(kwargs, 'kwargs') };
    const { text } = shownCall(redactor, call);
    return `${text.args} ${text.kwargs}`.slice(0, 4096);
  } catch (error) {
    // It is refused a moment later; what it holds nobody can tell.
    if (error instanceof Refusal) return `(${args.length + kwargs.length} characters that are no JSON)`;
    throw error;
  }
}

import type { BusTrouble, ServerRefusal } from '@fleet/bus';
import { parseSubject, type RefusalKind } from '@fleet/protocol';
import type { QuietLog } from '../runtime/quiet-log.js';
import type { RefusalCounter } from './refusal-counter.js';

/** Trouble that a sender made is a refusal of it; any other is the bus's own. */
export function troubleReporter(quiet: QuietLog, refusals: RefusalCounter): (trouble: BusTrouble) => void {
  return ({ code, message, subject, error }) => {
    const key = subject === undefined ? undefined : parseSubject(subject)?.key;
    const kind = kindOf(code, error);
    const fields = { code, trouble: message, subject, err: error };
    if (key !== undefined && kind) return refusals.refused(key, kind, fields, 'a message was refused');
    // A subject names its sender; what follows is of the sender's choice.
    quiet.warn(`${subject?.split('.').slice(0, 3).join('.') ?? ''} ${message}`, fields, 'trouble on the bus');
  };
}

function kindOf(code: BusTrouble['code'], error: unknown): RefusalKind | undefined {
  if (code === 'garbage')
    return (error as { code?: string } | undefined)?.code === 'too-large' ? 'too-large' : 'garbage';
  if (code === 'overloaded') return 'overload';
  return code === 'foreign-inbox' ? 'foreign-inbox' : undefined;
}

export function serverRefusalCounter(refusals: RefusalCounter): (refusal: ServerRefusal) => void {
  return ({ key, kind, what }) => refusals.refused(key, kind, { what }, 'nats-server refused a client');
}

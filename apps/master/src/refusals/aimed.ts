import { returnsStream } from '@fleet/protocol';
import type { RefusalCounter } from './refusal-counter.js';

/**
 * Whether a body is a confirmation of the stream of returns. A minion may send one to any subject by naming it as the reply of a return, because
 * the server does not check that: it came from nobody whom its subject names, and who aimed it nobody can tell.
 */
export function refuseAimed(refusals: RefusalCounter, subject: string, body: unknown): boolean {
  const { stream, seq } = (body ?? {}) as { stream?: unknown; seq?: unknown };
  if (stream !== returnsStream || typeof seq !== 'number') return false;
  refusals.refused('unknown', 'foreign-inbox', { subject }, 'a confirmation was aimed at others');
  return true;
}

/** A closed set: every request is answered, with a result or with one of these. */
export const faultCodes = [
  'malformed',
  'too-large',
  'unknown-function',
  'unknown-method',
  'bad-arguments',
  'bad-target',
  'no-match',
  'not-allowed',
  'confirmation-required',
  'approval-required',
  'not-found',
  'conflict',
  'compile-failed',
  'pillar-failed',
  'busy',
  'timeout',
  'interrupted',
  'expired',
  'replayed',
  'not-for-me',
  'bad-signature',
  'superseded',
  'disabled',
  'draining',
  'dropped',
  'unavailable',
  'internal',
] as const;

export type FaultCode = (typeof faultCodes)[number];

export interface Fault {
  readonly code: FaultCode;
  /** One sentence for people. */
  readonly message: string;
  /** Diagnostics, near matches, the running jid, …; plain JSON, redacted already. */
  readonly details?: unknown;
}

export type Reply<T> =
  | { readonly v: 1; readonly ok: true; readonly result: T }
  | { readonly v: 1; readonly ok: false; readonly fault: Fault };

import type { Fault } from './faults.js';
import type { Jid } from './jid.js';

// Every message names its `kind` and version `v`.

export interface Acknowledgement {
  readonly kind: 'ack';
  readonly v: 1;
  readonly jid: Jid;
  readonly accepted: boolean;
  /** Why not: `expired`, `replayed`, `not-for-me`, `bad-signature`, `disabled`. */
  readonly fault?: Fault;
}

export interface Progress {
  readonly kind: 'progress';
  readonly v: 1;
  readonly jid: Jid;
  /** 1-based position and total of state runs; absent for plain functions. */
  readonly position?: number;
  readonly total?: number;
  readonly text: string;
  /** The minion will be gone for about this long, and come back to this job: milliseconds, at most `longestAway`. */
  readonly away?: number;
}

/** A time of day is up to a day ahead, and the machine needs its time too. */
export const longestAway = 48 * 3_600_000;

export interface Return {
  readonly kind: 'return';
  readonly v: 1;
  readonly jid: Jid;
  /** The minion's id as it knows itself; the master goes by the key in the subject. */
  readonly minion: string;
  readonly function: string;
  /** 0: did what was asked. Otherwise one of {@link exitCodes}. */
  readonly retcode: number;
  readonly success: boolean;
  /** Exact JSON of the returned value; redacted already. With a `fault` only where it is `interrupted`: what was done or said so far. */
  readonly value?: string;
  readonly fault?: Fault;
  /** How the value is meant to be shown: `nested` (default), `highstate`, `txt`, `errors`. */
  readonly out?: 'nested' | 'highstate' | 'txt' | 'errors';
  /** Milliseconds since the epoch. */
  readonly started: number;
  /** Milliseconds. */
  readonly duration: number;
  /** Where the command asked for secrets. The master passes it on to who asked, and stores nothing of it. */
  readonly revealed?: Revealed;
  /** What the job said last and the master may not have yet; it goes to the log of the job and to whoever watches, not into the store. */
  readonly said?: SaidLast;
  /** Of a job that the minion's own schedule began: nobody at the master knows its jid. */
  readonly scheduled?: ScheduledCall;
}

/** `start`: bytes of what the job said before. `deflated`: base64 of the rest of it, redacted, compressed (raw deflate). */
export interface SaidLast {
  readonly start: number;
  readonly deflated: string;
}

/**
 * base64 of a seal (room identity) of the exact JSON of the value before it was redacted, by the minion with this public key; or why there is
 * none.
 */
export type Revealed = { readonly sealed: string; readonly key: string } | { readonly withheld: string };

export interface ScheduledCall {
  /** What it is called in the schedule. */
  readonly name: string;
  /** Exact JSON, redacted. */
  readonly args: string;
  readonly kwargs: string;
}

import type { Target } from './commands.js';
import type { Jid } from './jid.js';

/** Names of operators are shown, logged and used as names of files. */
export function isOperatorName(name: unknown): name is string {
  return typeof name === 'string' && /^[A-Za-z0-9_-]{1,64}$/.test(name);
}

const takenByFleet: ReadonlySet<string> = new Set(['fleet-master', 'master', 'schedule', 'autosign']);

/** Stands in the place of an operator where nobody is one: in the audit log, and as the maker of a job. No operator is added by such a name. */
export function isNameOfFleet(name: string): boolean {
  return takenByFleet.has(name);
}

export interface OperatorRow {
  readonly name: string;
  /** Public key; absent for one that was invited and has not logged in. */
  readonly key?: string;
  readonly roles: readonly string[];
  readonly created: number;
  /** When its credentials end, or its login token. Milliseconds since the epoch. */
  readonly expires: number;
  readonly state: 'active' | 'invited' | 'revoked' | 'expired';
  readonly revoked?: number;
  /** Who added it. */
  readonly by: string;
}

export interface OperatorsRevoked {
  readonly revoked: readonly OperatorRow[];
  /** What somebody who was revoked had left behind that would have acted later, and does not any more. */
  readonly withdrawn: {
    /** Jobs that somebody had not got yet. */
    readonly jobs: number;
    /** Login tokens for others. */
    readonly invitations: number;
    /** Join tokens for minions. */
    readonly tokens: number;
  };
}

export type ApprovalState = 'waiting' | 'started' | 'denied' | 'void' | 'expired';

export interface ApprovalDecision {
  readonly operator: string;
  readonly verdict: 'approve' | 'deny';
  readonly at: number;
}

/** A call that waits, or waited, for somebody else to say yes. */
export interface ApprovalRow {
  readonly id: string;
  readonly created: number;
  readonly expires: number;
  readonly operator: string;
  readonly function: string;
  readonly target: Target;
  /** Exact JSON, redacted. */
  readonly args: string;
  readonly kwargs: string;
  readonly minions: readonly string[];
  /** Roles whose holders may approve; empty: whoever has the right. */
  readonly by: readonly string[];
  /** How many have to. */
  readonly needed: number;
  readonly state: ApprovalState;
  readonly decisions: readonly ApprovalDecision[];
  /** The job that it became. */
  readonly jid?: Jid;
  /** Why it came to nothing. */
  readonly reason?: string;
}

/** `details` of the fault `approval-required`. */
export interface ApprovalWanted {
  readonly id: string;
  readonly expires: number;
  readonly by: readonly string[];
  readonly needed: number;
}

export interface AuditAsk {
  readonly limit?: number;
  /** Name or public key. */
  readonly operator?: string;
  /** A name, or a pattern with `*` and `?`. */
  readonly function?: string;
  /** Milliseconds since the epoch. */
  readonly since?: number;
  readonly outcome?: string;
  readonly jid?: Jid;
}

export interface AuditRecord {
  readonly id: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** The operator's name and public key. */
  readonly who: string;
  readonly action: string;
  readonly target?: string;
  readonly function?: string;
  /** Redacted. */
  readonly args?: string;
  readonly jid?: Jid;
  /** `done`, or the code of the fault. */
  readonly outcome: string;
  /** What else is to be known: who approved it, how many more there were like it. */
  readonly note?: string;
  /** The hash of the row before. */
  readonly previous: string;
  readonly hash: string;
}

/** What became of a look at the whole chain. */
export interface AuditState {
  readonly ok: boolean;
  /** Rows that hold. */
  readonly count: number;
  /** The newest row, where all hold. */
  readonly head?: { readonly id: number; readonly hash: string };
  /** The first row that does not hold, and why. */
  readonly broken?: number;
  readonly reason?: string;
  /** What does not hold, or is gone, and somebody at the master has said that it is known. */
  readonly acknowledged?: readonly AuditAcknowledged[];
}

export interface AuditAcknowledged {
  /** The row of the log that tells of it. */
  readonly row: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly what: string;
  readonly because: string;
}

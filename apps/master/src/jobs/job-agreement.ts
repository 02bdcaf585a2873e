import type { JobStore } from '@fleet/jobs';
import type { Jid } from '@fleet/protocol';
import type { Call } from '../access/call.js';

/** Who said yes to a call that needs it; the request is marked as begun in the transaction that writes the job down. */
export interface Approved {
  readonly id: string;
  readonly approvers: readonly string[];
  readonly minions: readonly { readonly key: string }[];
}

/** A step of what was confirmed and approved as a whole; `written` is told in the transaction that writes the job down. */
export interface JobStep {
  readonly rollout: string;
  /** `wave 2` */
  readonly name: string;
  /** It asks a gate. */
  readonly gate: boolean;
  /** What takes rights, and is asked for again: that it waits its turn on the minions is the master's own addition. */
  readonly asked: Call;
  readonly revision?: string;
  readonly minions: readonly { readonly key: string }[];
  readonly written: (tables: JobStore, jid: Jid) => void;
}

/** What the schedule of the configuration asks for; `written` as of a step. */
export interface ScheduledRun {
  readonly schedule: string;
  /** When it was due, in milliseconds since the epoch; absent where an operator hurried it. No two runs have the same. */
  readonly due?: number;
  readonly written: (tables: JobStore, jid: Jid) => void;
}

/** What was agreed to before a job is made; nothing of it where an operator just asks for one. */
export interface Agreement {
  readonly approved?: Approved;
  readonly step?: JobStep;
  /** It ends a job that the operator may end, whatever it may run: nothing else is asked. */
  readonly ends?: Jid;
  readonly scheduled?: ScheduledRun;
}

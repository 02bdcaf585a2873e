import type { Silent } from '@fleet/protocol';

/** How it stood with a job when nothing more was waited for. */
export interface JobEnd {
  /** Absent: the master did not confirm it. */
  readonly jid?: string;
  readonly expected: number;
  readonly silent: readonly Silent[];
  /** Ids that the target names and that no accepted minion has. */
  readonly unknown: readonly string[];
  /** Minions that get it when they come back. */
  readonly queued: readonly string[];
  readonly counts: Counts;
  /** Milliseconds; absent: it was begun by somebody else. */
  readonly took?: number;
  /** Whether it was left before it ended. */
  readonly left: boolean;
  /** What fleetctl exits with. */
  readonly code: number;
}

/** Minions by what came of the job there. */
export interface Counts {
  readonly ok: number;
  readonly changed: number;
  readonly would: number;
  readonly failed: number;
}

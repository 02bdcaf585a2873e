import type { Jid } from './jid.js';

/**
 * What came of a turn. `started`: a job. `overlap`: the job before still goes on, so there was none. `missed`: no master was there when it was due. `refused`: with
 * the reason, as any operator would have been told.
 */
export type ScheduleOutcome = 'started' | 'overlap' | 'missed' | 'refused';

/** Something that the master does by itself. All times are milliseconds since the epoch. */
export interface ScheduleRow {
  readonly name: string;
  /** A compound target. */
  readonly target: string;
  readonly function: string;
  /** Exact JSON, redacted. */
  readonly args: string;
  readonly kwargs: string;
  readonly kind?: 'drift';
  /** Milliseconds, or words of cron. */
  readonly every?: number;
  readonly cron?: string;
  readonly splay: number;
  readonly missed: 'run' | 'skip';
  readonly role: string;
  readonly enabled: boolean;
  /** The configuration says otherwise: an operator has decided. */
  readonly decided?: true;
  /** When it is due; absent where it is not enabled, or never comes. */
  readonly next?: number;
  /** When it was its turn last, and what came of that. */
  readonly ran?: number;
  readonly outcome?: ScheduleOutcome;
  readonly note?: string;
  /** Its last job, and how that stands. */
  readonly jid?: Jid;
  readonly job?: {
    readonly ended: boolean;
    readonly expected: number;
    readonly returned: number;
    readonly failed: number;
  };
}

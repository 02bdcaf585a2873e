import type { CronNext } from './cron.js';
import type { Rhythm } from './rhythm.js';

export interface Timing {
  readonly rhythm: Rhythm;
  /** Absent: intervals run when whoever keeps the schedule starts, and not when they are added. */
  readonly runOnStart?: boolean;
  /** Milliseconds since the epoch; nothing is due before, or from then on. */
  readonly after?: number;
  readonly until?: number;
}

/** What is known of a job's past. */
export interface Past {
  /** The fire time of its last run, not when that began. */
  readonly last?: number;
  /** When this scheduler met it. */
  readonly met: number;
  /** It was there when the scheduler started. */
  readonly atStart: boolean;
}

/**
 * The next fire time, strictly after the last one: what fired never fires again, whatever is restarted in between. What was missed before it was
 * met is not made up for, but for an interval that has passed: it runs at the start, unless told otherwise.
 */
export function nextFire(timing: Timing, past: Past, cron: CronNext): number | undefined {
  const base = Math.max(past.last ?? 0, past.met, (timing.after ?? 0) - 1);
  const next = nextAfter(timing, past, base, cron);
  return next === undefined || (timing.until !== undefined && next >= timing.until) ? undefined : next;
}

function nextAfter(
  { rhythm, runOnStart, after }: Timing,
  past: Past,
  base: number,
  cron: CronNext,
): number | undefined {
  if (rhythm.kind === 'cron') return cron(rhythm.expression, base);
  if (rhythm.kind === 'moments') return rhythm.moments.find((moment) => moment > base);
  const early = Math.max(past.met, after ?? 0);
  if (past.last === undefined) return (runOnStart ?? past.atStart) ? early : early + rhythm.period;
  const due = past.last + rhythm.period;
  if (due >= early) return due;
  return runOnStart === false ? early + rhythm.period : early;
}

import type { ScheduleEntry } from '@fleet/execution';

/** When a cron expression fires next, strictly after that; milliseconds since the epoch. */
export type CronNext = (expression: string, after: number) => number | undefined;

/** What is known of a job's past. */
export interface Past {
  /** The fire time of its last run, not when that began. */
  readonly last?: number;
  /** When this scheduler met it. */
  readonly met: number;
  /** It was there when the minion started. */
  readonly atStart: boolean;
}

/**
 * The next fire time, strictly after the last one: what fired never fires again, whatever is restarted in between. What was missed while
 * the minion was away is not made up for, but for an interval that has passed: it runs at the start, unless told otherwise.
 */
export function nextFire(entry: ScheduleEntry, past: Past, cron: CronNext): number | undefined {
  const base = Math.max(past.last ?? 0, past.met, (entry.after ?? 0) - 1);
  const next = nextAfter(entry, past, base, cron);
  return next === undefined || (entry.until !== undefined && next >= entry.until) ? undefined : next;
}

function nextAfter(
  { rhythm, runOnStart, after }: ScheduleEntry,
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

export interface Keep {
  readonly daily: number;
  readonly weekly: number;
  readonly monthly: number;
}

const day = 24 * 3_600_000;

/**
 * Which backups stay: the newest of each of the last days, weeks and months that have one, and the newest of all. Days are those of UTC, weeks begin on
 * Monday. Days without a backup do not count: a fleet that was switched off for a month keeps what it had.
 * @param times of the backups; milliseconds since the epoch
 */
export function keptOf(times: readonly number[], keep: Keep): Set<number> {
  const newestFirst = [...times].sort((a, b) => b - a);
  const kept = new Set(newestFirst.slice(0, 1));
  const among = (count: number, periodOf: (time: number) => string | number): void => {
    const periods = new Set<string | number>();
    for (const time of newestFirst) {
      const period = periodOf(time);
      if (periods.has(period)) continue;
      if (periods.size >= count) return;
      periods.add(period);
      kept.add(time);
    }
  };
  among(keep.daily, (time) => Math.floor(time / day));
  // The first of January 1970 was a Thursday.
  among(keep.weekly, (time) => Math.floor((time / day + 3) / 7));
  among(keep.monthly, (time) => new Date(time).toISOString().slice(0, 7));
  return kept;
}

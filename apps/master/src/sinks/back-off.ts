const first = 1_000;
const longest = 5 * 60_000;

/**
 * Milliseconds until a sink is tried again: twice as long after each failure, to five minutes. Up to half of it is left to chance, so that sinks that
 * failed together do not come back together.
 */
export function backOff(failures: number, random: () => number = Math.random): number {
  const whole = Math.min(longest, first * 2 ** Math.min(failures - 1, 30));
  return Math.round(whole * (1 - random() / 2));
}

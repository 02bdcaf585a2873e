import { UsageProblem } from './target.js';

/** Milliseconds of the letters of durations. */
export const units: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Milliseconds of `90s`, `30m`, `1h`, `7d`. */
export function parseDuration(text: string): number {
  const found = /^([0-9]+(?:\.[0-9]+)?)([smhd])$/.exec(text);
  const milliseconds = found ? Number(found[1]) * (units[found[2] as string] as number) : 0;
  if (milliseconds <= 0) throw new UsageProblem(`"${text}" is no duration: write 90s, 30m, 1h or 7d`);
  return Math.round(milliseconds);
}

import { units } from './duration.js';
import { UsageProblem } from './target.js';

/** A time (`2026-01-21T03:30`), or how long ago it was (`2h`); milliseconds since the epoch. */
export function parseMoment(text: string): number {
  const ago = /^(\d{1,9})([smhd])$/.exec(text);
  const time = ago ? Date.now() - Number(ago[1]) * (units[ago[2] as string] as number) : Date.parse(text);
  if (!/^\d/.test(text) || Number.isNaN(time))
    throw new UsageProblem(`"${text}" is no time: write 90s, 30m, 2h, 7d or 2026-01-21T03:30`);
  return Math.max(0, time);
}

import { searchPattern } from '@fleet/targeting';
import { FunctionRefused } from '../definition.js';
import { levelOf, type LogLine } from './log-line.js';
import type { LogSelectionArgs } from './selection.args.js';

/** What of the logs is wanted. */
export interface Selection {
  /** Milliseconds since the epoch. */
  readonly since?: number;
  readonly until?: number;
  /** The mildest that is wanted. */
  readonly level?: number;
  readonly grep?: (text: string) => boolean;
}

const units: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** @throws FunctionRefused `bad-arguments` */
export function selectionOf(want: LogSelectionArgs, now: number): Selection {
  const { since, until, level, grep } = want;
  const mildest = level === undefined ? undefined : levelOf(level);
  if (level !== undefined && mildest === undefined)
    throw new FunctionRefused(
      'bad-arguments',
      `${level} is no level: emerg, alert, crit, err, warning, notice, info or debug`,
    );
  const pattern = grep === undefined ? undefined : searchPattern(grep, { ignoreCase: want.ignore_case });
  if (pattern && 'malformed' in pattern) throw new FunctionRefused('bad-arguments', `grep: ${pattern.malformed}`);
  return {
    ...(since !== undefined && { since: momentOf('since', since, now) }),
    ...(until !== undefined && { until: momentOf('until', until, now) }),
    ...(mildest !== undefined && { level: mildest }),
    ...(pattern && { grep: pattern.finds }),
  };
}

/** `2h` is two hours before now. */
function momentOf(name: string, text: string, now: number): number {
  const span = /^-?(\d+(?:\.\d+)?)([smhdw])$/.exec(text.trim());
  if (span) return now - Number(span[1]) * (units[span[2] as string] as number);
  const time = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text.trim().replace(' ', 'T')) : NaN;
  if (Number.isNaN(time))
    throw new FunctionRefused('bad-arguments', `${name}: ${text} is no time: write 30m, 2h, 7d, or 2026-11-21T03:30`);
  return time;
}

/** Everything but `grep`, which is for what was redacted. */
export function fits({ since, until, level }: Selection, line: LogLine): boolean {
  if (since !== undefined && line.time < since) return false;
  if (until !== undefined && line.time > until) return false;
  return level === undefined || (line.level !== undefined && line.level <= level);
}

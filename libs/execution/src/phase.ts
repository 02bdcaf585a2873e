import { formatSpan, inOneLine } from '@fleet/output';

/** How a part of a job stands: looked at, left out, being done, done well, done with a warning, failed. */
export type PhaseWord = 'CHECK' | 'SKIP' | 'EXEC' | 'OK' | 'WARN' | 'ERROR';

/** One part of a job begins or ends. Its texts are whole, so that whoever hides secrets sees them as they are; a line cuts them afterwards. */
export interface Phase {
  readonly word: PhaseWord;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Which part, counted from 1, of how many. */
  readonly position: number;
  readonly total: number;
  /** What is done: `file.managed`. */
  readonly what: string;
  /** With what: an ID, a path. */
  readonly about: string;
  /** Absent where it begins. */
  readonly end?: PhaseEnd;
}

export interface PhaseEnd {
  /** `changed` */
  readonly says: string;
  /** Milliseconds. */
  readonly duration: number;
  /** Why. */
  readonly reason?: string;
}

/** Characters that are shown of an ID, and of a reason. */
const longest = { about: 160, reason: 240 };

/** `12:03:11.260 [OK]    3/12 file.managed /etc/x  changed, 56 ms`; times are UTC, as in the returns of states. */
export function phaseLine({ word, at, position, total, what, about, end }: Phase): string {
  const time = new Date(at).toISOString().slice(11, 23);
  const line = `${time} ${`[${word}]`.padEnd(7)} ${position}/${total} ${what} ${inOneLine(about, longest.about)}`;
  if (!end) return line;
  const reason = end.reason === undefined ? '' : inOneLine(end.reason, longest.reason);
  return `${line}  ${end.says}, ${span(end.duration)}${reason === '' ? '' : `: ${reason}`}`;
}

/** `56 ms`, `4.2 s`, `3 min 20 s`. */
function span(milliseconds: number): string {
  if (milliseconds < 999.5) return `${Math.round(milliseconds)} ms`;
  return milliseconds < 60_000 ? `${(milliseconds / 1000).toFixed(1)} s` : formatSpan(milliseconds);
}

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

type Part = Pick<Phase, 'position' | 'total' | 'what' | 'about'>;

/** What came of a part: how it is called, and why it is so. */
export type PhaseOutcome = Pick<PhaseEnd, 'says' | 'reason'> & { readonly word: PhaseWord };

interface Listener {
  readonly nested?: boolean;
  readonly phase?: (phase: Phase) => void;
  readonly progress: (text: string, place?: Pick<Phase, 'position' | 'total'>) => void;
}

/**
 * One part of what a function does: says that it begins, does it, and says what came of it. `word`: whether it is done or only looked at. Called by a
 * state or a template, it is no part of the job.
 */
export async function inPhase(
  listener: Listener,
  part: Part,
  work: () => Promise<PhaseOutcome>,
  word: 'EXEC' | 'CHECK' = 'EXEC',
): Promise<void> {
  const { position, total, what, about } = part;
  const own = listener.nested !== true;
  const clock = performance.now();
  const ended = ({ word: how, ...outcome }: PhaseOutcome): void => {
    const end = { ...outcome, duration: performance.now() - clock };
    if (own) listener.phase?.({ ...part, word: how, at: Date.now(), end });
  };
  if (own) listener.phase?.({ ...part, word, at: Date.now() });
  listener.progress(`${what} ${about}`, own ? { position, total } : undefined);
  try {
    ended(await work());
  } catch (error) {
    ended({ word: 'ERROR', says: 'failed', ...(error instanceof Error && { reason: error.message }) });
    throw error;
  }
}

/** `56 ms`, `4.2 s`, `3 min 20 s`. */
function span(milliseconds: number): string {
  if (milliseconds < 999.5) return `${Math.round(milliseconds)} ms`;
  return milliseconds < 60_000 ? `${(milliseconds / 1000).toFixed(1)} s` : formatSpan(milliseconds);
}

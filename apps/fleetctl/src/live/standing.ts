import { printable } from '@fleet/output';

/** Where a job stands on one minion. */
export interface Standing {
  /** Of a state run: which of how many states. */
  readonly position?: number;
  readonly total?: number;
  /** What it is doing, in one line. */
  readonly text: string;
}

/** `3/7 file.managed /etc/x`: minions that do not send position and total apart. */
const counted = /^\s*(\d{1,7})\/(\d{1,7})\s+(\S.*)$/s;
/** A line of the phase view: `12:03:11.204 [EXEC]  3/12 file.managed /etc/x`. */
const phase = /^\d\d:\d\d:\d\d\.\d{3} \[[A-Z]+\]\s+(\S.*)$/s;

export function standingOf(text: string, position?: number, total?: number): Standing {
  if (total !== undefined && total > 0) return { position: position ?? 0, total, text: oneLine(text) };
  const found = counted.exec(text);
  if (!found) return { text: oneLine(text) };
  return { position: Number(found[1]), total: Number(found[2]), text: oneLine(found[3] as string) };
}

/** The last line of what a job said; `undefined` where it said nothing but blank lines. */
export function standingOfOutput(text: string): Standing | undefined {
  const last = text.trimEnd().slice(-2000).split('\n').at(-1) ?? '';
  if (last.trim() === '') return undefined;
  return standingOf(phase.exec(last)?.[1] ?? last);
}

/** Escape sequences are shown, and nothing moves the cursor. */
function oneLine(text: string): string {
  return printable(text.slice(0, 2000)).replace(/\s+/g, ' ').trim();
}

import type { Paint } from '@fleet/output';

/** A line of the phase view: a time, a phase, what it is about. */
const phaseLine = /^(\d\d:\d\d:\d\d\.\d{3}) (\[(?:CHECK|SKIP|EXEC|OK|WARN|ERROR)\])(.*)$/s;

const meanings: Readonly<Record<string, Exclude<keyof Paint, 'own'>>> = {
  '[CHECK]': 'faint',
  '[SKIP]': 'faint',
  '[EXEC]': 'changed',
  '[OK]': 'good',
  '[WARN]': 'would',
  '[ERROR]': 'bad',
};

export function isPhase(line: string): boolean {
  return phaseLine.test(line);
}

/** A line that a job said, its phase in colour where it has one. */
export function paintPhase(line: string, paint: Paint): string {
  const [, time, phase = '', rest] = phaseLine.exec(line) ?? [];
  const meaning = meanings[phase];
  return meaning === undefined ? line : `${paint.faint(time as string)} ${paint[meaning](phase)}${rest}`;
}

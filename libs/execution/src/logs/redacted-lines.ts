import type { TextRedaction } from '../definition.js';
import type { LogLine } from './log-line.js';

/** What stands for lines that may be the beginning of a secret whose end nobody saw, or its end. */
export const heldBack = '[held back: it may be a part of a secret of several lines]';

/**
 * Redacts lines while they are still as they were written: with time and source in front, a key of several lines would not be known for one. Lines of one
 * source only; what may be the beginning of a secret waits for the next line.
 */
export class RedactedLines {
  #held: LogLine[] = [];

  constructor(private readonly redaction: TextRedaction) {}

  take(lines: readonly LogLine[]): LogLine[] {
    if (lines.length === 0) return [];
    const all = [...this.#held, ...lines];
    const text = all.map((line) => `${line.text}\n`).join('');
    const released = text.slice(0, this.redaction.mayGoOn(text));
    const count = released.split('\n').length - 1;
    this.#held = all.slice(count);
    return redacted(all.slice(0, count), this.redaction.redactText(released));
  }

  /** What still waits: nothing of it may be shown. */
  end(): LogLine[] {
    const held = this.#held.map((line) => ({ ...line, text: heldBack }));
    this.#held = [];
    return held;
  }
}

/** A secret of several lines has become one: what is left of them stands at the time of the first. */
function redacted(lines: readonly LogLine[], text: string): LogLine[] {
  const texts = text.split('\n').slice(0, -1);
  const [first] = lines;
  if (!first) return [];
  if (texts.length === lines.length) return lines.map((line, index) => ({ ...line, text: texts[index] as string }));
  return texts.map((one) => ({ ...first, text: one }));
}

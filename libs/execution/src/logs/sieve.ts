import type { TextRedaction } from '../definition.js';
import type { LogLine } from './log-line.js';
import { heldBack, RedactedLines } from './redacted-lines.js';
import { unredacted } from './redaction-of.js';
import { fits, type Selection } from './selection.js';

/** What a line looks like that may be a part of an encoded key. */
const encoded = /^\s*(?:[A-Za-z0-9+/=_-]{16,}|-----END .*)\s*$/;

/** Lines that the longest encoded key has: a log that holds nothing but ids is not left out for ever. */
export const longestKey = 256;

/**
 * Lets through the lines of one source that are wanted: by time and level first, then redacted, and only then by what is looked for, so that looking for a
 * secret finds nothing.
 */
export class Sieve {
  readonly #redacted: RedactedLines;
  /** Lines that may still be the rest of a key. */
  #rest = 0;
  #selection: Selection;

  constructor(
    private readonly redaction: TextRedaction,
    selection: Selection,
  ) {
    this.#selection = selection;
    this.#redacted = new RedactedLines(redaction);
  }

  take(lines: readonly LogLine[]): LogLine[] {
    const wanted = lines.filter((line) => fits(this.#selection, line));
    return this.#found(this.#redacted.take(wanted.flatMap((line) => this.#withoutRest(line))));
  }

  /** Nobody saw the lines before the next one: that may be the rest of a key whose beginning was among them. */
  gap(): void {
    if (this.redaction !== unredacted) this.#rest = longestKey;
  }

  /** From here on lines are taken as they are written: they are new, whatever time they tell. */
  follow(): void {
    const { since: _before, ...selection } = this.#selection;
    this.#selection = selection;
  }

  end(): LogLine[] {
    return this.#found(this.#redacted.end());
  }

  /** One line stands for all of what may be the rest of a key. */
  #withoutRest(line: LogLine): LogLine[] {
    const first = this.#rest === longestKey;
    this.#rest = this.#rest > 0 && encoded.test(line.text) ? this.#rest - 1 : 0;
    if (this.#rest === 0) return [line];
    return first ? [{ ...line, text: heldBack }] : [];
  }

  #found(lines: LogLine[]): LogLine[] {
    const { grep } = this.#selection;
    return grep ? lines.filter(({ text }) => grep(text)) : lines;
  }
}

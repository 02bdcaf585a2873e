import type { TextRedaction } from '../definition.js';
import type { LogLine } from './log-line.js';
import { RedactedLines } from './redacted-lines.js';
import { fits, type Selection } from './selection.js';

/** What a line looks like that may be a part of an encoded key. */
const encoded = /^\s*(?:[A-Za-z0-9+/=_-]{16,}|-----END .*)\s*$/;

/**
 * Lets through the lines of one source that are wanted: by time and level first, then redacted, and only then by what is looked for, so that looking for a
 * secret finds nothing.
 */
export class Sieve {
  readonly #redacted: RedactedLines;
  #gap = false;

  constructor(
    redaction: TextRedaction,
    private readonly selection: Selection,
  ) {
    this.#redacted = new RedactedLines(redaction);
  }

  take(lines: readonly LogLine[]): LogLine[] {
    const wanted = lines.filter((line) => fits(this.selection, line) && !this.#inGap(line));
    return this.#found(this.#redacted.take(wanted));
  }

  /** Lines were left out unseen: what comes next may be the rest of a key whose beginning was among them. */
  gap(): void {
    this.#gap = true;
  }

  end(): LogLine[] {
    return this.#found(this.#redacted.end());
  }

  #inGap({ text }: LogLine): boolean {
    this.#gap &&= encoded.test(text);
    return this.#gap;
  }

  #found(lines: LogLine[]): LogLine[] {
    const { grep } = this.selection;
    return grep ? lines.filter(({ text }) => grep(text)) : lines;
  }
}

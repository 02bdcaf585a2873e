import type { LogRecord } from './log-record.js';

/** Lines of one minion that are remembered: at least so many, and what comes in the seconds that are told twice and in those that it takes to hear of them. */
const remembered = { least: 1_000, seconds: 10 };

/** What was shown of one minion last. A follower that begins again tells some of it once more, and that is not shown twice. */
export class ShownLines {
  #last: string[] = [];
  readonly #most: number;
  /** How often each comes once more; while it is told what was before. */
  #again: Map<string, number> | undefined;

  /** @param rate lines that come in a second at most */
  constructor(rate: number) {
    this.#most = Math.max(remembered.least, rate * remembered.seconds);
  }

  /** Its follower begins again. */
  again(): void {
    this.#again = new Map();
    for (const line of this.#last) this.#again.set(line, (this.#again.get(line) ?? 0) + 1);
  }

  /** It has told what was before: from here on a line that comes twice was written twice. */
  begun(): void {
    this.#again = undefined;
  }

  /** Whether it is to be shown. */
  take({ time, unit, text }: LogRecord): boolean {
    const line = `${time}\t${unit}\t${text.slice(0, 200)}`;
    const left = this.#again?.get(line) ?? 0;
    if (left > 0) {
      this.#again?.set(line, left - 1);
      return false;
    }
    this.#last.push(line);
    if (this.#last.length > 2 * this.#most) this.#last = this.#last.slice(-this.#most);
    return true;
  }
}

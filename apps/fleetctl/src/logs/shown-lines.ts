import type { LogRecord } from './log-record.js';

/** Lines of one minion that are remembered; more are not written in the seconds that are told twice. */
const most = 1_000;

/** What was shown of one minion last. A follower that begins again tells some of it once more, and that is not shown twice. */
export class ShownLines {
  #last: string[] = [];
  /** How often each comes once more; while it is told what was before. */
  #again: Map<string, number> | undefined;

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
    if (this.#last.length > 2 * most) this.#last = this.#last.slice(-most);
    return true;
  }
}

import type { LogRecord } from './log-record.js';

/** Milliseconds for which a line waits for earlier ones of other minions. */
const patience = 500;
/** Lines that wait; where there are more, the oldest go first. */
const most = 20_000;

interface Waiting {
  readonly record: LogRecord;
  readonly arrived: number;
  readonly number: number;
}

/** Puts lines of many minions in the order of their times, as far as they arrive within half a second of each other. */
export class LogMerge {
  #waiting: Waiting[] = [];
  #count = 0;
  /** Nothing is due yet: some have not told what was before. */
  held = false;

  add(record: LogRecord, now: number): void {
    this.#waiting.push({ record, arrived: now, number: this.#count });
    this.#count += 1;
  }

  get size(): number {
    return this.#waiting.length;
  }

  /** Those that have waited long enough, and whatever was earlier. */
  due(now: number): LogRecord[] {
    const over = this.#waiting.length - most;
    if (this.held && over <= 0) return [];
    let newest = -Infinity;
    for (const [index, { record, arrived }] of this.#waiting.entries())
      if (index < over || (!this.held && now - arrived >= patience)) newest = Math.max(newest, record.time);
    return newest === -Infinity ? [] : this.#take(newest);
  }

  all(): LogRecord[] {
    return this.#take(Infinity);
  }

  #take(until: number): LogRecord[] {
    const taken = this.#waiting.filter(({ record }) => record.time <= until);
    this.#waiting = this.#waiting.filter(({ record }) => record.time > until);
    return inOrder(taken);
  }
}

function inOrder(waiting: readonly Waiting[]): LogRecord[] {
  return [...waiting].sort((a, b) => a.record.time - b.record.time || a.number - b.number).map(({ record }) => record);
}

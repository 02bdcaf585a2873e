import type { Fields, Logger } from '@fleet/telemetry';

/** Milliseconds between two records of the same refusal: a flood of hostile messages must not become a flood of log. */
const quiet = 10_000;

/** Counts every message that was not obeyed, and logs each kind now and then with its count. */
export class RefusalLog {
  readonly #counts = new Map<string, { total: number; unlogged: number; logged: number; last: number }>();

  constructor(
    private readonly log: Pick<Logger, 'warn'>,
    private readonly now: () => number = Date.now,
  ) {}

  readonly refused = (code: string, fields: Fields): void => {
    const entry = this.#counts.get(code) ?? { total: 0, unlogged: 0, logged: Number.NEGATIVE_INFINITY, last: 0 };
    this.#counts.set(code, entry);
    entry.total += 1;
    entry.unlogged += 1;
    entry.last = this.now();
    if (this.now() - entry.logged < quiet) return;
    this.log.warn({ ...fields, code, times: entry.unlogged, total: entry.total }, 'a message was not obeyed');
    entry.unlogged = 0;
    entry.logged = this.now();
  };

  list(): { code: string; count: number; last: number }[] {
    return [...this.#counts].map(([code, { total, last }]) => ({ code, count: total, last }));
  }
}

import type { Database } from 'better-sqlite3';
import { failureOf, StoreFailed } from './store-errors.js';

interface Waiting {
  readonly work: () => unknown;
  readonly settle: (result: unknown) => void;
  readonly fail: (error: unknown) => void;
}

/**
 * Puts writes that arrive together into one transaction: one fsync for all of them. What the event loop has read by the time it turns is
 * one batch, so a lone write waits for nothing and a thousand returns share a few commits.
 */
export class BatchWriter {
  private waiting: Waiting[] = [];
  private scheduled = false;
  private timer: NodeJS.Timeout | undefined;

  /** @param undone is told whenever something that was written is taken back */
  constructor(
    private readonly database: Database,
    private readonly undone: () => void = () => undefined,
  ) {}

  /**
   * Resolves when the batch that holds `work` has committed. A work that throws is undone alone.
   * @param patience milliseconds that it may wait for a batch that is written anyway: for what comes in numbers and can be had again
   * @throws StoreFailed
   */
  write<T>(work: () => T, patience = 0): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.waiting.push({ work, settle: resolve as (result: unknown) => void, fail: reject });
      if (this.scheduled) return;
      if (patience > 0) {
        this.timer ??= setTimeout(() => this.flush(), patience);
        return;
      }
      this.scheduled = true;
      setImmediate(() => this.flush());
    });
  }

  /** Commits what is waiting, now. */
  flush(): void {
    this.scheduled = false;
    clearTimeout(this.timer);
    this.timer = undefined;
    const batch = this.waiting;
    this.waiting = [];
    if (batch.length === 0) return;
    const outcomes: (() => void)[] = [];
    try {
      this.database.transaction(() => batch.forEach((item) => outcomes.push(this.attempt(item)))).immediate();
    } catch (error) {
      this.undone();
      const failed = new StoreFailed(failureOf(error), { cause: error });
      for (const { fail } of batch) fail(failed);
      return;
    }
    for (const outcome of outcomes) outcome();
  }

  private attempt({ work, settle, fail }: Waiting): () => void {
    try {
      // A transaction within one is a savepoint.
      const result = this.database.transaction(work)();
      return () => settle(result);
    } catch (error) {
      this.undone();
      // A full disk undoes the whole transaction, not only the savepoint: then nothing of the batch has happened.
      if (!this.database.inTransaction || failureOf(error) !== 'internal') throw error;
      return () => fail(error);
    }
  }
}

interface Waiting {
  readonly bytes: number;
  readonly task: () => Promise<void>;
}

export interface LaneLimits {
  readonly atOnce: number;
  /** Tasks that may wait, of all senders and of one. */
  readonly waiting: number;
  readonly waitingEach: number;
  /** What the waiting messages may weigh. */
  readonly bytes: number;
}

/**
 * Runs tasks of one subscription: a bounded number at once, a bounded number waiting. What comes beyond that is refused. Senders take
 * turns, each in its own order: one that floods waits behind itself.
 */
export class Lane {
  #running = 0;
  #count = 0;
  #bytes = 0;
  /** By sender; the next turn is the first one's. */
  readonly #waiting = new Map<string, Waiting[]>();
  #idle: (() => void)[] = [];

  constructor(private readonly limits: LaneLimits) {}

  /** False where there is no room. `task` must not reject. */
  offer(sender: string, bytes: number, task: () => Promise<void>): boolean {
    if (this.#running < this.limits.atOnce) {
      void this.#run(task);
      return true;
    }
    const { waiting, waitingEach, bytes: heaviest } = this.limits;
    const own = this.#waiting.get(sender) ?? [];
    if (this.#count >= waiting || own.length >= waitingEach || this.#bytes + bytes > heaviest) return false;
    own.push({ bytes, task });
    this.#waiting.set(sender, own);
    this.#count += 1;
    this.#bytes += bytes;
    return true;
  }

  /** Resolves when nothing runs and nothing waits. */
  idle(): Promise<void> {
    if (this.#running === 0) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  async #run(first: () => Promise<void>): Promise<void> {
    this.#running += 1;
    for (let task: (() => Promise<void>) | undefined = first; task; task = this.#next()) await task();
    this.#running -= 1;
    if (this.#running > 0) return;
    for (const resolve of this.#idle.splice(0)) resolve();
  }

  #next(): (() => Promise<void>) | undefined {
    for (const [sender, own] of this.#waiting) {
      const { bytes, task } = own.shift() as Waiting;
      this.#waiting.delete(sender);
      if (own.length > 0) this.#waiting.set(sender, own);
      this.#count -= 1;
      this.#bytes -= bytes;
      return task;
    }
    return undefined;
  }
}

/** Who runs states now. */
export interface LockHolder {
  readonly jid: string;
  readonly function: string;
  /** Milliseconds since the epoch. */
  readonly since: number;
}

export type LockAnswer = { readonly ok: true; readonly release: () => Promise<void> } | { readonly ok: false; readonly holder: LockHolder };

/** One state run at a time. A minion brings one that holds across processes. */
export interface StateLock {
  /** @throws the reason of `signal` where that ends the waiting. */
  acquire(asker: { jid: string; function: string }, options: { queue: boolean; signal?: AbortSignal }): Promise<LockAnswer>;
}

/** A lock within one process; those that queue are served in the order of their asking. */
export class InProcessStateLock implements StateLock {
  #holder: LockHolder | undefined;
  readonly #waiting: { readonly jid: string; readonly wake: () => void }[] = [];

  /** Who holds it, to show. */
  get holder(): LockHolder | undefined {
    return this.#holder;
  }

  /** Jids that wait, oldest first. */
  get queue(): readonly string[] {
    return this.#waiting.map((waiter) => waiter.jid);
  }

  async acquire(asker: { jid: string; function: string }, options: { queue: boolean; signal?: AbortSignal }): Promise<LockAnswer> {
    if (this.#holder && !options.queue) return { ok: false, holder: this.#holder };
    while (this.#holder) await this.#turn(asker.jid, options.signal);
    const mine: LockHolder = { ...asker, since: Date.now() };
    this.#holder = mine;
    return {
      ok: true,
      release: async () => {
        if (this.#holder !== mine) return;
        this.#holder = undefined;
        this.#waiting.shift()?.wake();
      },
    };
  }

  async #turn(jid: string, signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted();
    await new Promise<void>((resolve, reject) => {
      const give = (): void => {
        const index = this.#waiting.indexOf(waiter);
        if (index >= 0) this.#waiting.splice(index, 1);
        reject(signal?.reason as Error);
      };
      const waiter = {
        jid,
        wake: () => {
          signal?.removeEventListener('abort', give);
          resolve();
        },
      };
      this.#waiting.push(waiter);
      signal?.addEventListener('abort', give, { once: true });
    });
  }
}

export const stateLock = new InProcessStateLock();

/** Who runs states now. */
export interface LockHolder {
  readonly jid: string;
  readonly function: string;
  /** Milliseconds since the epoch. */
  readonly since: number;
}

export type LockAnswer =
  { readonly ok: true; readonly release: () => Promise<void> } | { readonly ok: false; readonly holder: LockHolder };

/** One state run at a time. A minion brings one that holds across processes. */
export interface StateLock {
  /** Jids that wait, oldest first; absent where nobody can tell. */
  readonly queue?: readonly string[];
  /** @throws the reason of `signal` where that ends the waiting. */
  acquire(
    asker: { jid: string; function: string },
    options: { queue: boolean; signal?: AbortSignal },
  ): Promise<LockAnswer>;
}

/** A lock within one process, handed straight to whoever has queued for the longest time. */
export class InProcessStateLock implements StateLock {
  #holder: LockHolder | undefined;
  readonly #waiting: { readonly jid: string; readonly take: () => void }[] = [];

  /** Who holds it, to show. */
  get holder(): LockHolder | undefined {
    return this.#holder;
  }

  /** Jids that wait, oldest first. */
  get queue(): readonly string[] {
    return this.#waiting.map((waiter) => waiter.jid);
  }

  async acquire(
    asker: { jid: string; function: string },
    options: { queue: boolean; signal?: AbortSignal },
  ): Promise<LockAnswer> {
    if (!this.#holder) return this.#take(asker);
    return options.queue ? this.#wait(asker, options.signal) : { ok: false, holder: this.#holder };
  }

  #take(asker: { jid: string; function: string }): LockAnswer {
    const mine: LockHolder = { jid: asker.jid, function: asker.function, since: Date.now() };
    this.#holder = mine;
    return { ok: true, release: async () => this.#release(mine) };
  }

  #release(holder: LockHolder): void {
    if (this.#holder !== holder) return;
    this.#holder = undefined;
    this.#waiting.shift()?.take();
  }

  async #wait(asker: { jid: string; function: string }, signal: AbortSignal | undefined): Promise<LockAnswer> {
    signal?.throwIfAborted();
    return new Promise((resolve, reject) => {
      const giveUp = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(waiter), 1);
        reject(signal?.reason as Error);
      };
      const waiter = {
        jid: asker.jid,
        take: () => {
          signal?.removeEventListener('abort', giveUp);
          resolve(this.#take(asker));
        },
      };
      this.#waiting.push(waiter);
      signal?.addEventListener('abort', giveUp, { once: true });
    });
  }
}

/** The lock of this process, for minions that bring none of their own. */
export const stateLock = new InProcessStateLock();

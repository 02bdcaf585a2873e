import type { Jid } from '@fleet/protocol';
import type { RunningJobs } from './handle-command.js';

/** The jobs of this process. More than `limit` at once are refused: a flood of commands must not exhaust the machine. */
export class JobsUnderWay implements RunningJobs {
  readonly #jobs = new Map<Jid, AbortController>();
  #closed = false;
  #empty: (() => void)[] = [];

  constructor(private readonly limit = 64) {}

  get size(): number {
    return this.#jobs.size;
  }

  get jids(): readonly Jid[] {
    return [...this.#jobs.keys()];
  }

  enter(jid: Jid): { signal: AbortSignal; leave(): void } | undefined {
    if (this.#closed || this.#jobs.size >= this.limit || this.#jobs.has(jid)) return undefined;
    const controller = new AbortController();
    this.#jobs.set(jid, controller);
    return { signal: controller.signal, leave: () => this.#leave(jid) };
  }

  /** Takes on nothing more, tells every job to end, and resolves when the last has. */
  async close(reason: Error): Promise<void> {
    this.#closed = true;
    for (const controller of this.#jobs.values()) controller.abort(reason);
    if (this.#jobs.size > 0) await new Promise<void>((resolve) => this.#empty.push(resolve));
  }

  #leave(jid: Jid): void {
    this.#jobs.delete(jid);
    if (this.#jobs.size === 0) for (const resolve of this.#empty.splice(0)) resolve();
  }
}

import type { Fault, Jid } from '@fleet/protocol';

/** Refusals of this process, the newest; older ones are of commands that have expired. */
export class RefusedJobs {
  readonly #faults = new Map<Jid, Fault>();

  constructor(private readonly limit = 1024) {}

  of(jid: Jid): Fault | undefined {
    return this.#faults.get(jid);
  }

  /** The first one stands. */
  keep(jid: Jid, fault: Fault): void {
    if (this.#faults.has(jid)) return;
    this.#faults.set(jid, fault);
    if (this.#faults.size <= this.limit) return;
    for (const oldest of this.#faults.keys()) {
      this.#faults.delete(oldest);
      return;
    }
  }
}

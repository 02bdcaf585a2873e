import type { Jid } from '@fleet/protocol';

/** Jobs that this process heard of, the newest: of what is not among them, only a process before it can have heard. */
export class HeardJobs {
  readonly #jids = new Set<Jid>();

  constructor(private readonly limit = 4096) {}

  add(jid: Jid): void {
    this.#jids.delete(jid);
    this.#jids.add(jid);
    if (this.#jids.size > this.limit) this.#jids.delete(this.#jids.keys().next().value as Jid);
  }

  has(jid: Jid): boolean {
    return this.#jids.has(jid);
  }
}

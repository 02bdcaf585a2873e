import type { Jid } from '@fleet/protocol';

/** Milliseconds that a job is kept for each time, and that whoever has just begun one, or watched before this master came, has to say so. */
const patience = 30_000;
/** Jobs that are remembered; of more, those that were kept longest ago are forgotten. */
const most = 10_000;

/** Until when each job is kept. In memory alone: after a restart everybody is given time to come back. */
export class KeptJobs {
  /** In the order of the last word. */
  private readonly until = new Map<Jid, number>();

  /** @param now milliseconds of a clock that only goes on */
  constructor(private readonly now: () => number) {}

  keep(jid: Jid): void {
    this.note(jid, this.now() + patience);
  }

  release(jid: Jid): void {
    this.note(jid, -Infinity);
  }

  /** Of one that nobody has spoken of the first question begins the time. */
  has(jid: Jid): boolean {
    const until = this.until.get(jid);
    if (until === undefined) {
      this.keep(jid);
      return true;
    }
    return this.now() < until;
  }

  private note(jid: Jid, until: number): void {
    this.until.delete(jid);
    this.until.set(jid, until);
    if (this.until.size > most) this.until.delete(this.until.keys().next().value as Jid);
  }
}

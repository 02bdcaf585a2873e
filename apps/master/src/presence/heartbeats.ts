/** Beats that may be missed before a minion counts as lost. */
const missed = 3;
/** Milliseconds between beats of a minion that does not say how often it beats. */
const usual = 15_000;
/** Milliseconds: a look that comes so much later than the last says more of this machine than of the minions. */
const stalled = 10_000;

/**
 * When each minion was heard last, by a clock that no one sets. What was not heard while this master could not hear is held against nobody.
 */
export class Heartbeats {
  private readonly heard = new Map<string, { at: number; every: number }>();
  private since: number;
  private looked: number;

  constructor(private readonly clock: () => number = () => performance.now()) {
    this.since = this.looked = clock();
  }

  /** Since when this master has heard without a break; milliseconds of its clock. */
  get hearing(): number {
    return this.since;
  }

  /** Milliseconds that one may be silent. */
  patience(every = usual): number {
    return missed * every;
  }

  beat(key: string, every = usual): void {
    this.heard.set(key, { at: this.clock(), every });
  }

  forget(key: string): void {
    this.heard.delete(key);
  }

  /** The bus was gone, and is there again. */
  hearsAgain(): void {
    this.since = this.clock();
  }

  /** For a round of {@link silence}: where the last was long ago, everybody begins anew. */
  look(): void {
    const now = this.clock();
    if (now - this.looked > stalled) this.since = now;
    this.looked = now;
  }

  /** For how long one has been silent that should have been heard; milliseconds. */
  silence(key: string): number | undefined {
    const { at = this.hearing, every = usual } = this.heard.get(key) ?? {};
    const silent = this.clock() - Math.max(at, this.hearing);
    return silent > this.patience(every) ? silent : undefined;
  }
}

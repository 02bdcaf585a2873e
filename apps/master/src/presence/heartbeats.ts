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
  private hearing: number;
  private looked: number;

  constructor(private readonly clock: () => number = () => performance.now()) {
    this.hearing = this.looked = clock();
  }

  /** Milliseconds of its clock. */
  get now(): number {
    return this.clock();
  }

  /** Since when this master has heard without a break, as of the last {@link look}. */
  get hearingSince(): number {
    return this.hearing;
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
    this.hearing = this.clock();
  }

  /** For a round of {@link silence}, and for what is heard: where the last was long ago, everybody begins anew. */
  look(): void {
    const now = this.clock();
    if (now - this.looked > stalled) this.hearing = now;
    this.looked = now;
  }

  /** For how long one has been silent that should have been heard; milliseconds. */
  silence(key: string): number | undefined {
    const { at = this.hearing, every = usual } = this.heard.get(key) ?? {};
    const silent = this.clock() - Math.max(at, this.hearing);
    return silent > this.patience(every) ? silent : undefined;
  }
}

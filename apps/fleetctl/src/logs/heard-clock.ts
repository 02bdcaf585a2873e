/** Milliseconds between two looks that tell that we stood still. */
const stood = 3_000;

/**
 * When lines were heard, by our clock. A terminal that is held (Ctrl-S) holds us, and so does a machine that sleeps: what arrives then was
 * written long before, and counts from the moment at which we stood still.
 */
export class HeardClock {
  #looked: number;
  #stood: number | undefined;

  constructor(private readonly clock: () => number = Date.now) {
    this.#looked = clock();
  }

  /** To be called whenever something is done. */
  tick(): void {
    const now = this.clock();
    if (now - this.#looked > stood) this.#stood ??= this.#looked;
    this.#looked = now;
  }

  /** Whoever was followed is followed still: nothing was missed. */
  goesOn(): void {
    this.#stood = undefined;
  }

  get now(): number {
    return this.#stood ?? this.clock();
  }

  /** Since then; a clock that went back tells nothing. */
  since(heard: number): number {
    return Math.max(0, this.clock() - heard);
  }
}

/** So much may be sent in a second; what is more is counted. */
export interface QuotaLimits {
  readonly lines: number;
  readonly bytes: number;
}

/** Lets through what a second has room for, and counts the rest. */
export class Quota {
  #second = -1;
  #lines = 0;
  #bytes = 0;
  #leftOut = 0;

  constructor(private readonly limits: QuotaLimits) {}

  /** Whether there is room for it now; milliseconds of a clock that only goes on. */
  take(bytes: number, now: number): boolean {
    const second = Math.floor(now / 1000);
    if (second !== this.#second) {
      this.#second = second;
      this.#lines = 0;
      this.#bytes = 0;
    }
    if (this.#lines + 1 > this.limits.lines || this.#bytes + bytes > this.limits.bytes) {
      this.#leftOut += 1;
      return false;
    }
    this.#lines += 1;
    this.#bytes += bytes;
    return true;
  }

  /** Lines that did not fit since this was asked last. */
  leftOut(): number {
    const count = this.#leftOut;
    this.#leftOut = 0;
    return count;
  }
}

import type { Claims } from '@fleet/identity';

/**
 * How long a JWT has been ours. Two clocks are asked, and the one that says more counts: the one of the process stands still while the
 * machine sleeps, and the one of the machine may be set back.
 */
export class JwtAge {
  /** Milliseconds; absent: it does not expire. */
  readonly lifetime: number | undefined;
  readonly #received: number;
  readonly #start = performance.now();

  /** @param received milliseconds since the epoch by the clock of this machine; absent: what its issuer wrote has to do */
  constructor({ iat, exp }: Pick<Claims, 'iat' | 'exp'>, received?: number) {
    this.lifetime = exp === undefined ? undefined : (exp - iat) * 1000;
    const life = this.lifetime ?? 0;
    const claimed = received ?? iat * 1000;
    // From the future, or expired: the clock is not to be believed, and the JWT may be of any age, so it is renewed now.
    const odd = claimed > Date.now() + 60_000 || claimed < Date.now() - life;
    this.#received = odd ? Date.now() - life : claimed;
  }

  /** Milliseconds. */
  spent(): number {
    const byMachine = Math.min(Math.max(0, Date.now() - this.#received), this.lifetime ?? Infinity);
    return Math.max(performance.now() - this.#start, byMachine);
  }

  /** Milliseconds until it expires; absent: it does not. */
  left(): number | undefined {
    return this.lifetime === undefined ? undefined : Math.max(0, Math.round(this.lifetime - this.spent()));
  }
}

/** How much a minion may send: so much at once, and so much a second from then on. */
export interface Allowed {
  readonly atOnce: number;
  readonly perSecond: number;
}

/** Keeps count of what each minion has left. */
export class Allowance {
  private readonly left = new Map<string, { count: number; at: number }>();

  constructor(
    private readonly allowed: Allowed,
    private readonly now: () => number = Date.now,
  ) {}

  /** False where it has less than that left. */
  take(key: string, amount = 1): boolean {
    const { allowed } = this;
    const now = this.now();
    const known = this.left.get(key) ?? { count: allowed.atOnce, at: now };
    const count = Math.min(allowed.atOnce, known.count + (Math.max(0, now - known.at) / 1000) * allowed.perSecond);
    this.left.set(key, { count: count < amount ? count : count - amount, at: now });
    return count >= amount;
  }
}

/** How much a minion may send: so many at once, and so many a second from then on. */
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

  /** False where it has none left. */
  take(key: string): boolean {
    const { allowed } = this;
    const now = this.now();
    const known = this.left.get(key) ?? { count: allowed.atOnce, at: now };
    const count = Math.min(allowed.atOnce, known.count + ((now - known.at) / 1000) * allowed.perSecond);
    this.left.set(key, { count: count < 1 ? count : count - 1, at: now });
    return count >= 1;
  }
}

import type { Fields, Logger } from '@fleet/telemetry';

/** Milliseconds between two records of the same kind by the same one. */
const quiet = 10_000;
/** Kinds that are remembered; a fleet has thousands of minions, and each may do several things wrong. */
const most = 20_000;

/**
 * Warnings that others can cause as often as they like: one record of a kind now and then, with how often it happened. A flood of garbage
 * must not become a flood of log.
 */
export class QuietLog {
  private readonly seen = new Map<string, { since: number; unlogged: number }>();

  constructor(
    private readonly log: Pick<Logger, 'warn'>,
    private readonly now: () => number = Date.now,
  ) {}

  /** @param who public key, id or subject of the one who caused it */
  warn(who: string, fields: Fields, message: string): void {
    const kind = `${who} ${message}`;
    const entry = this.seen.get(kind);
    const now = this.now();
    if (entry && now - entry.since < quiet) {
      entry.unlogged += 1;
      return;
    }
    // In the order of their last record: the first is the one that was quiet for longest.
    this.seen.delete(kind);
    this.seen.set(kind, { since: now, unlogged: 0 });
    if (this.seen.size > most) for (const [oldest] of this.seen) if (this.seen.delete(oldest)) break;
    this.log.warn(entry && entry.unlogged > 0 ? { ...fields, before: entry.unlogged } : fields, message);
  }
}

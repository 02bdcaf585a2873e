import type { EventSettings } from '@fleet/config';
import { Allowance } from './allowance.js';

/** Of the journal, what one minion may fill at once; it gets as much again over the time that events are kept. */
const share = 1 / 16;

/** What one minion may send: bursts are bounded, and so is what it pushes out of the journal that others have told. */
export class MinionShare {
  private readonly pace: Allowance;
  private readonly rows: Allowance;
  private readonly bytes: Allowance;

  constructor({ rows, bytes, keep }: EventSettings, now: () => number = Date.now) {
    const over = (all: number): Allowance =>
      new Allowance({ atOnce: all * share, perSecond: (all * share) / (keep / 1000) }, now);
    this.pace = new Allowance({ atOnce: 100, perSecond: 10 }, now);
    this.rows = over(rows);
    this.bytes = over(bytes);
  }

  /** Why it may not send an event of so many bytes now; `undefined` where it may, and has. */
  refusal(key: string, bytes: number): string | undefined {
    if (!this.pace.take(key)) return 'this minion has sent too many events; ask again in a moment';
    if (!this.rows.take(key) || !this.bytes.take(key, bytes))
      return 'this minion has filled its share of the journal of events; it gets more as events grow old';
    return undefined;
  }
}

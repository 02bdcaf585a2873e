import type { ExpectedMinion } from '@fleet/jobs';
import { longestAway } from '@fleet/protocol';

/** One minion that a job waits for. */
export class Member implements ExpectedMinion {
  readonly key: string;
  readonly minion: string;
  acknowledged: number | undefined;
  /** What it said last. */
  progress: string | undefined;
  /** Whether that was which of its parts it works on. */
  place: boolean | undefined;
  /** Until when it said that it would be gone, and come back to this job. */
  away: number | undefined;
  /** Since when it says that it runs other things only. */
  missing: number | undefined;
  /** Copies of the command that it got since it is here, and when the last was sent. */
  copies = 1;

  constructor(
    { key, minion, acknowledged }: ExpectedMinion & { readonly acknowledged?: number },
    public sentAt: number,
  ) {
    this.key = key;
    this.minion = minion;
    this.acknowledged = acknowledged;
  }

  /** The first copy over a new connection. */
  sent(now: number): void {
    this.copies = 1;
    this.sentAt = now;
  }

  clockWentBack(now: number): void {
    const notAhead = (moment: number | undefined): number | undefined => moment && Math.min(moment, now);
    this.sentAt = Math.min(this.sentAt, now);
    this.acknowledged = notAhead(this.acknowledged);
    this.missing = notAhead(this.missing);
    if (this.away !== undefined) this.away = Math.min(this.away, now + longestAway);
  }

  again(now: number): void {
    this.copies += 1;
    this.sentAt = now;
  }
}

import { createHash } from 'node:crypto';
import type { BusMessage } from './definition.js';

export type Side = 'old' | 'new';

/**
 * While two connections hold the same subscription, the server gives each message to both. The first copy counts, whichever connection it
 * comes over; the other is dropped. Two messages that are equal to the last byte are two, because each of them has a copy of its own.
 */
export class Overlap {
  readonly #waiting: Readonly<Record<Side, Map<string, number>>> = { old: new Map(), new: new Map() };

  /** Whether this is the first copy. */
  first(side: Side, message: Pick<BusMessage, 'subject' | 'data'>): boolean {
    const digest = createHash('sha256').update(message.subject).update('\0').update(message.data).digest('base64');
    const other = this.#waiting[side === 'old' ? 'new' : 'old'];
    const seen = other.get(digest) ?? 0;
    if (seen > 0) {
      other.set(digest, seen - 1);
      return false;
    }
    const own = this.#waiting[side];
    own.set(digest, (own.get(digest) ?? 0) + 1);
    return true;
  }
}

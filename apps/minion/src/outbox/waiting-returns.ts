import type { Jid } from '@fleet/protocol';
import type { DropReason } from './dropped-return.js';
import type { OutboxLimits } from './outbox-limits.js';

/** A return that waits for its confirmation, or the note in the place of one that was given up. */
export interface Entry {
  readonly jid: Jid;
  readonly bytes: number;
  readonly since: number;
  /** When this process got it, by the clock that only counts on. */
  readonly had: number;
  /** Kept for the first attempt only; a return that waits is on disk alone, unless the disk refused it. */
  text?: string;
  saved: boolean;
  /** It stands for a return that was given up. */
  readonly note: boolean;
  /** To be called, once, when the return does not depend on this process any more. */
  kept?: () => Promise<void>;
}

/** What waits, oldest first, and how much room it takes: it knows what has to go, and lets nothing go by itself. */
export class WaitingReturns {
  readonly #entries = new Map<Jid, Entry>();
  /** Of returns; notes have room of their own. */
  #bytes = 0;
  #unsaved = 0;
  #notes = 0;

  constructor(
    private readonly limits: OutboxLimits,
    private readonly now: () => number,
  ) {}

  get size(): number {
    return this.#entries.size;
  }

  get(jid: Jid): Entry | undefined {
    return this.#entries.get(jid);
  }

  [Symbol.iterator](): IterableIterator<Entry> {
    return this.#entries.values();
  }

  /** In the place of what was there for its job. */
  add(entry: Entry): void {
    this.remove(entry.jid);
    this.#entries.set(entry.jid, entry);
    this.#count(entry, 1);
  }

  remove(jid: Jid): void {
    const entry = this.#entries.get(jid);
    if (!entry) return;
    this.#count(entry, -1);
    this.#entries.delete(jid);
  }

  /** The disk has room again. */
  isSaved(entry: Entry): void {
    this.#count(entry, -1);
    entry.saved = true;
    this.#count(entry, 1);
  }

  /** The oldest that has to go, where anything has. */
  overflow(): { readonly entry: Entry; readonly reason: DropReason } | undefined {
    const { count, bytes, unsaved, notes } = this.limits;
    const first = (which: (entry: Entry) => boolean, reason: DropReason) => {
      for (const entry of this) if (which(entry)) return { entry, reason };
      return undefined;
    };
    const isReturn = ({ note }: Entry): boolean => !note;
    if (this.#notes > notes) return first(({ note }) => note, 'too-many');
    if (this.size - this.#notes > count) return first(isReturn, 'too-many');
    if (this.#bytes > bytes) return first(isReturn, 'too-much');
    if (this.#unsaved > unsaved) return first((entry) => isReturn(entry) && !entry.saved, 'too-much');
    const oldest = first(isReturn, 'too-old');
    return oldest && this.#isOld(oldest.entry) ? oldest : undefined;
  }

  #isOld({ since, had }: Entry): boolean {
    return this.now() - since > this.limits.age && performance.now() - had > this.limits.kept;
  }

  #count({ note, saved, bytes }: Entry, sign: 1 | -1): void {
    if (note) this.#notes += sign;
    else this.#bytes += sign * bytes;
    if (!note && !saved) this.#unsaved += sign * bytes;
  }
}

import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Observable, type Subscriber } from 'rxjs';
import type { EventRow, FleetEvent } from '@fleet/protocol';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';
import { EventJournal } from './event-journal.js';

/** Events that are read for one watcher before others have their turn. */
const page = 200;
/** Milliseconds that one stream lasts: who has gone cannot say so, and who is still there asks again. */
const streamLife = 30_000;
/** Streams of one operator; the oldest go. */
const streams = 8;

export interface EventWish {
  readonly wanted: (event: EventRow) => boolean;
  /** The last sequence that was seen. */
  readonly after?: number;
}

/** Who listens to events: each reads the journal from where it was, so that what happens and what was missed are one. */
@Injectable()
export class EventWatching implements OnApplicationShutdown {
  private readonly watching = new Map<string, (() => void)[]>();

  constructor(
    @Inject(runtime) private readonly master: MasterRuntime,
    private readonly journal: EventJournal,
  ) {}

  /** Whoever watches asks the next master at once, and misses nothing. */
  onApplicationShutdown(): void {
    for (const ends of [...this.watching.values()]) for (const end of [...ends]) end();
  }

  /** What was missed, what happens, and after a while the word that it goes on elsewhere. */
  watch(operator: string, { wanted, after }: EventWish): Observable<FleetEvent> {
    return new Observable((subscriber) => {
      const { events } = this.master.store;
      const { last, first } = events;
      const gap = after !== undefined && (after > last || (after < last && (first?.sequence ?? Infinity) > after + 1));
      const from = Math.min(after ?? last, last);
      subscriber.next({ event: 'listening', after: from, ...(gap && { gap }) });
      const reader = new Reader(this.master, subscriber, wanted, from);
      const forget = this.journal.onMore(() => reader.read());
      const end = (): void => {
        clearTimeout(timer);
        forget();
        this.forget(operator, end);
        reader.end();
      };
      const timer = setTimeout(end, streamLife);
      timer.unref();
      this.remember(operator, end);
      reader.read();
    });
  }

  private remember(operator: string, end: () => void): void {
    const ends = [...(this.watching.get(operator) ?? []), end];
    this.watching.set(operator, ends);
    if (ends.length > streams) ends[0]?.();
  }

  private forget(operator: string, end: () => void): void {
    const left = (this.watching.get(operator) ?? []).filter((other) => other !== end);
    if (left.length > 0) this.watching.set(operator, left);
    else this.watching.delete(operator);
  }
}

/** One stream's place in the journal. */
class Reader {
  private ended = false;
  private turning = false;

  constructor(
    private readonly master: MasterRuntime,
    private readonly subscriber: Subscriber<FleetEvent>,
    private readonly wanted: EventWish['wanted'],
    private seen: number,
  ) {}

  read(): void {
    if (this.ended || this.turning) return;
    const rows = this.master.store.events.after(this.seen, page);
    for (const { kind: _kind, ...row } of rows) {
      this.seen = row.sequence;
      if (this.wanted(row)) this.subscriber.next({ event: 'fired', ...row });
    }
    if (rows.length < page) return;
    this.turning = true;
    setImmediate(() => {
      this.turning = false;
      this.read();
    });
  }

  end(): void {
    this.ended = true;
    this.subscriber.next({ event: 'again', after: this.seen });
    this.subscriber.complete();
  }
}

import { Injectable } from '@nestjs/common';
import { Observable } from 'rxjs';
import type { FleetEvent } from '@fleet/protocol';

type Fired = Extract<FleetEvent, { event: 'fired' }>;

/** Events that are kept for those who come back, and their bytes: memory of the master, whoever floods. */
const most = { events: 1000, bytes: 8 * 1024 * 1024 };
/** Milliseconds that one stream lasts: who has gone cannot say so, and who is still there asks again. */
const streamLife = 30_000;
/** Streams of one operator; the oldest go. */
const streams = 8;

export interface EventWish {
  readonly wanted: (event: Fired) => boolean;
  /** The last sequence that was seen. */
  readonly after?: number;
}

/** What minions told lately, and who listens. */
@Injectable()
export class EventLog {
  private kept: Fired[] = [];
  private bytes = 0;
  private readonly listeners = new Set<(event: Fired) => void>();
  private readonly watching = new Map<string, (() => void)[]>();
  /** Begins where no earlier master of this fleet can have been. */
  private sequence = Date.now() * 1000;
  /** The last one that is kept no more, or was before this master. */
  private forgotten = this.sequence;

  fire(minion: string, tag: string, data: string): void {
    this.sequence += 1;
    const event: Fired = { event: 'fired', sequence: this.sequence, at: Date.now(), minion, tag, data };
    this.kept.push(event);
    this.bytes += weight(event);
    while (this.kept.length > most.events || this.bytes > most.bytes) {
      const oldest = this.kept.shift() as Fired;
      this.bytes -= weight(oldest);
      this.forgotten = oldest.sequence;
    }
    for (const listener of this.listeners) listener(event);
  }

  /** What was missed, what happens, and after a while the word that it goes on elsewhere. */
  watch(operator: string, { wanted, after }: EventWish): Observable<FleetEvent> {
    return new Observable((subscriber) => {
      const gap = after !== undefined && after < this.forgotten;
      const listener = (event: Fired): void => {
        if (wanted(event)) subscriber.next(event);
      };
      const end = (): void => {
        clearTimeout(timer);
        this.listeners.delete(listener);
        this.forget(operator, end);
        subscriber.next({ event: 'again', after: this.sequence });
        subscriber.complete();
      };
      const timer = setTimeout(end, streamLife);
      timer.unref();
      subscriber.next({ event: 'listening', after: after ?? this.sequence, ...(gap && { gap }) });
      if (after !== undefined) for (const event of this.kept) if (event.sequence > after) listener(event);
      this.listeners.add(listener);
      this.remember(operator, end);
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

function weight({ tag, data }: Fired): number {
  return 200 + tag.length + data.length;
}

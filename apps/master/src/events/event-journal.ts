import { setImmediate as turn } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { eventBytes, type JobStore, type JournalRow, type NewEvent } from '@fleet/jobs';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';

/** Events that one step may forget: a step holds the event loop for some milliseconds. */
const together = 500;
/** Milliseconds between looks for events that are too old. */
const lookEvery = 60_000;

/** Is told of events that leave the journal, in the transaction in which they go. */
export type Leaving = (store: JobStore, rows: readonly JournalRow[]) => void;

/** The journal of events: written with what it tells of, read by whoever has not seen all of it, and bounded. */
@Injectable()
export class EventJournal implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly readers = new Set<() => void>();
  private readonly leaving = new Set<Leaving>();
  private held = { count: 0, bytes: 0 };
  private waking = false;
  private forgetting: Promise<void> | undefined;
  private stopped = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(@Inject(runtime) private readonly master: MasterRuntime) {
    this.held = { ...master.store.events.totals() };
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.makeRoom(), lookEvery);
    this.timer.unref();
    this.makeRoom();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.forgetting;
  }

  /** To be called in a write of the store: what is undone was never told. */
  append({ events }: Pick<JobStore, 'events'>, event: NewEvent): void {
    events.append(event);
    this.held.count += 1;
    this.held.bytes += eventBytes(event);
    this.wakeReaders();
  }

  /** `more` is called whenever there may be events that its owner has not read. */
  onMore(more: () => void): () => void {
    this.readers.add(more);
    return () => this.readers.delete(more);
  }

  onLeaving(listener: Leaving): () => void {
    this.leaving.add(listener);
    return () => this.leaving.delete(listener);
  }

  /** A transaction is written in one go, so that by the next turn of the event loop it is there or it never was. */
  private wakeReaders(): void {
    if (this.waking) return;
    this.waking = true;
    setImmediate(() => {
      this.waking = false;
      if (this.stopped) return;
      for (const more of this.readers) more();
      this.makeRoom();
    });
  }

  private makeRoom(): void {
    if (this.stopped || !this.full) return;
    this.forgetting ??= this.forget()
      .catch((error: unknown) => {
        this.held = { ...this.master.store.events.totals() };
        this.master.quiet.warn('events', { err: error }, 'old events were not forgotten');
      })
      .finally(() => (this.forgetting = undefined));
  }

  private async forget(): Promise<void> {
    while (!this.stopped && this.full) {
      const gone = await this.master.store.write((store) => this.forgetSome(store));
      if (gone === 0) return;
      await turn();
    }
  }

  private forgetSome(store: JobStore): number {
    const rows = store.events.after(0, together);
    const left = { ...this.held };
    const young = rows.findIndex((row) => {
      if (!this.mustGo(row, left)) return true;
      left.count -= 1;
      left.bytes -= eventBytes(row);
      return false;
    });
    const going = young === -1 ? rows : rows.slice(0, young);
    const last = going.at(-1);
    // There are fewer than was thought: another connection has taken some.
    if (!last) this.held = { ...store.events.totals() };
    if (!last) return 0;
    for (const listener of this.leaving) listener(store, going);
    store.events.forget(last.sequence);
    this.held = left;
    return going.length;
  }

  private get full(): boolean {
    const { first } = this.master.store.events;
    return first !== undefined && this.mustGo(first, this.held);
  }

  private mustGo(
    { at }: { readonly at: number },
    { count, bytes }: { readonly count: number; readonly bytes: number },
  ): boolean {
    const most = this.master.config.events;
    return count > most.rows || bytes > most.bytes || at < Date.now() - most.keep;
  }
}

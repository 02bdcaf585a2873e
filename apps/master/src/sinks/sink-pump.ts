import { setImmediate as turn } from 'node:timers/promises';
import type { SinkSettings } from '@fleet/config';
import type { JobStore, JournalRow, SinkRecord } from '@fleet/jobs';
import type { EventRow, SinkRow } from '@fleet/protocol';
import { compileGlob } from '@fleet/targeting';
import type { QuietLog } from '../runtime/quiet-log.js';
import { backOff } from './back-off.js';
import type { SinkThread } from './sink-thread.js';

/** Rows of the journal that are looked at before others have their turn. */
const page = 250;
/** Bytes of the events of one delivery. */
const deliveryBytes = 512 * 1024;
/** Milliseconds for which a place that nothing was sent for need not be on disk. */
const keepEvery = 5_000;

export interface SinkParts {
  readonly settings: SinkSettings;
  readonly record: SinkRecord;
  readonly store: JobStore;
  readonly thread: Pick<SinkThread, 'deliver'>;
  readonly quiet: Pick<QuietLog, 'warn'>;
  readonly redact: (text: string) => string;
}

/** Events that are on their way, or wait for the next try. */
interface Pending {
  readonly events: readonly EventRow[];
  readonly through: number;
  attempts: number;
  flying: boolean;
  /** How far the journal has forgotten meanwhile. */
  gone: number;
}

/**
 * Brings the journal to one sink: in order, at least once, one delivery at a time. What it has is written down afterwards, so that a master that is
 * killed in between sends it again.
 */
export class SinkPump {
  private sent: number;
  private delivered: number;
  private lost: number;
  private pending: Pending | undefined;
  private failures = 0;
  private error: { readonly what: string; readonly at: number } | undefined;
  private next: number | undefined;
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private stopped = false;
  private keptAt = 0;
  private readonly wanted: (event: Pick<EventRow, 'tag' | 'minion'>) => boolean;

  constructor(private readonly parts: SinkParts) {
    ({ sent: this.sent, delivered: this.delivered, lost: this.lost } = parts.record);
    this.wanted = wantedBy(parts.settings);
  }

  get name(): string {
    return this.parts.settings.name;
  }

  /** There may be something to send. */
  wake(): void {
    if (this.stopped || this.running || this.timer) return;
    this.running = this.run()
      .catch((error: unknown) => this.failed(`the journal cannot be read: ${String(error)}`))
      .finally(() => (this.running = undefined));
  }

  /** What is under way is given up by whoever carries it. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
    await this.keep(0).catch(() => undefined);
  }

  row(now = Date.now()): SinkRow {
    const { name, to } = this.parts.settings;
    const { count, at } = this.parts.store.events.behind(this.sent);
    return {
      ...{ name, kind: to.kind, to: to.kind === 'webhook' ? withoutQuery(to.url) : to.argv[0] },
      state: this.timer ? 'waiting' : this.pending ? 'sending' : 'idle',
      ...{ sent: this.sent, behind: count },
      ...(at !== undefined && { lag: Math.max(0, now - at) }),
      ...{ delivered: this.delivered, lost: this.lost, failures: this.failures },
      ...(this.error && { error: this.error.what, errorAt: this.error.at }),
      ...(this.next !== undefined && { next: this.next }),
    };
  }

  /** Sends one event past all others. */
  try(event: EventRow): Promise<string | undefined> {
    const { settings, thread } = this.parts;
    return thread.deliver({ sink: this.name, events: [event], batch: settings.batch !== undefined, attempt: 1 });
  }

  /** To be called in the write in which rows leave the journal: those that were not sent are lost. */
  leaving(store: Pick<JobStore, 'sinks'>, rows: readonly JournalRow[]): void {
    const last = rows.at(-1)?.sequence ?? 0;
    if (last <= this.sent) return;
    // What is on its way may arrive.
    const from = this.pending?.flying ? this.pending.through : this.sent;
    const lost = rows.filter((row) => row.sequence > from && this.wanted(row)).length;
    if (this.pending?.flying) this.pending.gone = last;
    else {
      this.pending = undefined;
      this.sent = last;
    }
    if (lost === 0) return;
    this.lost += lost;
    store.sinks.move(this.name, this.sent, { lost });
    this.tellLost(lost);
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      this.pending ??= this.collect();
      const { pending } = this;
      if (!pending) return;
      if (pending.events.length === 0) {
        this.pending = undefined;
        this.sent = pending.through;
        if (Date.now() - this.keptAt > keepEvery) void this.keep(0).catch(() => undefined);
        await turn();
        continue;
      }
      if (!(await this.send(pending))) return;
    }
  }

  private async send(pending: Pending): Promise<boolean> {
    const { settings, thread } = this.parts;
    pending.attempts += 1;
    pending.flying = true;
    const { events, attempts } = pending;
    const delivery = { sink: this.name, events, batch: settings.batch !== undefined, attempt: attempts };
    const error = await thread.deliver(delivery);
    pending.flying = false;
    if (error !== undefined) {
      if (!this.stopped) this.failed(error);
      if (pending.gone > this.sent) this.giveUp(pending);
      return false;
    }
    this.failures = 0;
    this.next = undefined;
    this.pending = undefined;
    this.sent = Math.max(this.sent, pending.through);
    this.delivered += events.length;
    void this.keep(events.length).catch((cause: unknown) =>
      this.parts.quiet.warn(
        `sink ${this.name}`,
        { err: cause, sink: this.name },
        'how far a sink is was not stored; it may get events twice',
      ),
    );
    return true;
  }

  /** They are nowhere else any more, and did not arrive. */
  private giveUp({ events, gone }: Pending): void {
    const lost = events.filter(({ sequence }) => sequence <= gone).length;
    this.pending = undefined;
    this.sent = gone;
    this.lost += lost;
    if (lost > 0) this.tellLost(lost);
    this.parts.store
      .writeSoon(({ sinks }) => sinks.move(this.name, gone, { lost }))
      .catch((error: unknown) =>
        this.parts.quiet.warn(`sink ${this.name}`, { err: error, sink: this.name }, 'what a sink lost was not stored'),
      );
  }

  private failed(error: string): void {
    this.failures += 1;
    const at = Date.now();
    this.error = { what: this.parts.redact(error), at };
    const delay = backOff(this.failures);
    this.next = at + delay;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.wake();
    }, delay);
    this.timer.unref();
    const { failures } = this;
    this.parts.quiet.warn(
      `sink ${this.name}`,
      { sink: this.name, failures, why: this.error.what, againIn: delay },
      'a sink did not take events; they are sent again',
    );
  }

  /** The next that it wants; none, with how far was looked, where those that were looked at are for others. `undefined`: it has seen all. */
  private collect(): Pending | undefined {
    const rows = this.parts.store.events.after(this.sent, page);
    if (rows.length === 0) return undefined;
    const most = this.parts.settings.batch ?? 1;
    const events: EventRow[] = [];
    let through = this.sent;
    let bytes = 0;
    for (const row of rows) {
      if (this.wanted(row)) {
        bytes += row.data.length;
        if (events.length === most || (events.length > 0 && bytes > deliveryBytes)) break;
        const { kind: _kind, ...event } = row;
        events.push(event);
      }
      through = row.sequence;
    }
    return { events, through, attempts: 0, flying: false, gone: 0 };
  }

  private async keep(delivered: number): Promise<void> {
    this.keptAt = Date.now();
    const { sent } = this;
    await this.parts.store.writeSoon(({ sinks }) => sinks.move(this.name, sent, { delivered }));
  }

  private tellLost(lost: number): void {
    this.parts.quiet.warn(
      `sink ${this.name} lost`,
      { sink: this.name, lost },
      'events left the journal before a sink had them',
    );
  }
}

function wantedBy({ tags, minions }: SinkSettings): (event: Pick<EventRow, 'tag' | 'minion'>) => boolean {
  const some = (globs: readonly string[]): ((text: string) => boolean) => {
    const compiled = globs.map(compileGlob);
    return (text) => compiled.length === 0 || compiled.some((fits) => fits(text));
  };
  const [byTag, byMinion] = [some(tags), some(minions)];
  return ({ tag, minion }) => byTag(tag) && (minions.length === 0 || (minion !== undefined && byMinion(minion)));
}

/** A query often holds a token. */
function withoutQuery(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
}

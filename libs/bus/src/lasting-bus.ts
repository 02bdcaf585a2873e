import { setTimeout as pause } from 'node:timers/promises';
import { connectBus } from './connect.js';
import {
  BusError,
  type Bus,
  type BusHandler,
  type BusMessage,
  type BusOptions,
  type BusStatus,
  type BusSubscription,
  type LastingBus,
  type SubscribeOptions,
} from './definition.js';
import { Overlap } from './overlap.js';

/** Milliseconds that requests on a connection that is given up have for their answers: a return that thousands are before waits for a minute. */
const patience = 65_000;

/** Connects as {@link connectBus}. @throws BusError `unreachable`, `not-allowed` */
export async function connectLastingBus(options: BusOptions): Promise<LastingBus> {
  return new ChangingBus(options, await connectBus(options));
}

interface Kept {
  readonly subject: string;
  readonly options: SubscribeOptions;
  readonly take: (from: Bus, message: BusMessage) => void | Promise<void>;
  /** On each connection that hears it. */
  readonly on: Map<Bus, BusSubscription>;
  /** Of those that are given up. */
  garbage: number;
}

/** Whoever holds it need not know that the connection behind it is another one than before. */
class ChangingBus implements LastingBus {
  readonly closed: Promise<BusError | undefined>;
  readonly #options: BusOptions;
  readonly #kept = new Set<Kept>();
  readonly #listeners = new Set<(status: BusStatus) => void>();
  /** Requests that have no answer yet, by connection. */
  readonly #asked = new Map<Bus, Set<Promise<unknown>>>();
  /** Given up, and waiting for answers. */
  readonly #retiring = new Set<Bus>();
  #bus: Bus;
  #next: { readonly bus: Bus; readonly overlap: Overlap } | undefined;
  #status: BusStatus = { state: 'down', refused: false };
  #changing: Promise<void> | undefined;
  #ending = false;
  #end: (reason: BusError | undefined) => void = () => undefined;

  constructor(options: BusOptions, bus: Bus) {
    this.#options = options;
    this.#bus = bus;
    this.closed = new Promise((resolve) => (this.#end = resolve));
    this.#attach(bus);
  }

  get key(): string {
    return this.#bus.key;
  }

  get signer(): Bus['signer'] {
    return this.#options.signer;
  }

  get connected(): boolean {
    return this.#bus.connected;
  }

  get server(): Bus['server'] {
    return this.#bus.server;
  }

  changeOver(): Promise<void> {
    this.#changing ??= this.#change().finally(() => (this.#changing = undefined));
    return this.#changing;
  }

  subscribe(subject: string, handler: BusHandler, options: SubscribeOptions = {}): BusSubscription {
    const kept: Kept = {
      ...{ subject, options, on: new Map(), garbage: 0 },
      take: (from, message) => {
        const side = from === this.#next?.bus ? 'new' : 'old';
        if (this.#next && !this.#next.overlap.first(side, message)) return undefined;
        return handler(message);
      },
    };
    this.#hear(kept, this.#bus);
    if (this.#next) this.#hear(kept, this.#next.bus);
    this.#kept.add(kept);
    return {
      get garbage() {
        return kept.garbage + [...kept.on.values()].reduce((sum, { garbage }) => sum + garbage, 0);
      },
      stop: () => {
        this.#kept.delete(kept);
        for (const subscription of kept.on.values()) subscription.stop();
      },
    };
  }

  publish(subject: string, body: unknown): boolean {
    return this.#bus.publish(subject, body);
  }

  flush(): Promise<void> {
    return this.#bus.flush();
  }

  request(...words: Parameters<Bus['request']>): Promise<unknown> {
    return this.#ask((bus) => bus.request(...words));
  }

  async *requestMany(...words: Parameters<Bus['requestMany']>): AsyncGenerator<unknown> {
    let done = (): void => undefined;
    const bus = this.#bus;
    void this.#ask(() => new Promise<void>((resolve) => (done = resolve)));
    try {
      yield* bus.requestMany(...words);
    } finally {
      done();
    }
  }

  publishReturn(...words: Parameters<Bus['publishReturn']>): ReturnType<Bus['publishReturn']> {
    return this.#ask((bus) => bus.publishReturn(...words));
  }

  ensureReturnsStream(...words: Parameters<Bus['ensureReturnsStream']>): Promise<void> {
    return this.#bus.ensureReturnsStream(...words);
  }

  consumeReturns(...words: Parameters<Bus['consumeReturns']>): ReturnType<Bus['consumeReturns']> {
    return this.#bus.consumeReturns(...words);
  }

  ensureFactsStream(...words: Parameters<Bus['ensureFactsStream']>): ReturnType<Bus['ensureFactsStream']> {
    return this.#bus.ensureFactsStream(...words);
  }

  publishFacts(...words: Parameters<Bus['publishFacts']>): ReturnType<Bus['publishFacts']> {
    return this.#ask((bus) => bus.publishFacts(...words));
  }

  readStream(stream: string): ReturnType<Bus['readStream']> {
    return this.#bus.readStream(stream);
  }

  onStatus(listener: (status: BusStatus) => void): () => void {
    this.#listeners.add(listener);
    this.#tell(listener, this.#status);
    return () => this.#listeners.delete(listener);
  }

  reconnect(): Promise<void> {
    return this.#bus.reconnect();
  }

  async drain(): Promise<void> {
    this.#ending = true;
    await this.#changing?.catch(() => undefined);
    await this.#bus.drain();
    await this.closed;
  }

  async close(): Promise<void> {
    this.#ending = true;
    const all = (): Promise<unknown> => Promise.all([this.#bus, ...this.#retiring].map((bus) => bus.close()));
    await all();
    // A change that was under way may have brought in another one.
    await this.#changing?.catch(() => undefined);
    await all();
    await this.closed;
  }

  /** Make, then break: nothing is published to neither connection, and what comes over both is taken once. */
  async #change(): Promise<void> {
    this.#assertOpen();
    const old = this.#bus;
    const next = await connectBus({ ...this.#options, waitForServer: false });
    try {
      this.#assertOpen();
      this.#next = { bus: next, overlap: new Overlap() };
      for (const kept of this.#kept) this.#hear(kept, next);
      // From here on the server sends over both.
      await next.flush();
      // What it sent before that came over the old one alone, and may still be on its way there.
      if (old.connected) await old.flush().catch(() => undefined);
      this.#assertOpen();
      for (const kept of this.#kept) this.#leave(kept, old);
      this.#bus = next;
      this.#attach(next);
      // What the old connection heard last has come over the new one, too, once this is back.
      await next.flush();
    } catch (error) {
      // Lost in the second flush it is ours already, and connects again by itself.
      if (this.#bus !== next) {
        for (const kept of this.#kept) this.#leave(kept, next);
        await next.close();
        throw error;
      }
    } finally {
      this.#next = undefined;
    }
    void this.#retire(old);
  }

  /** Answers that are on their way come over the connection that asked. */
  async #retire(old: Bus): Promise<void> {
    this.#retiring.add(old);
    const open = this.#asked.get(old) ?? new Set();
    const late = new AbortController();
    await Promise.race([
      Promise.allSettled(open),
      pause(patience, undefined, { ref: false, signal: late.signal }),
    ]).catch(() => undefined);
    late.abort();
    if (old.connected) await old.flush().catch(() => undefined);
    await old.close();
    this.#asked.delete(old);
    this.#retiring.delete(old);
  }

  #hear(kept: Kept, bus: Bus): void {
    kept.on.set(
      bus,
      bus.subscribe(kept.subject, (message) => kept.take(bus, message), kept.options),
    );
  }

  #leave(kept: Kept, bus: Bus): void {
    const subscription = kept.on.get(bus);
    kept.on.delete(bus);
    subscription?.stop();
    kept.garbage += subscription?.garbage ?? 0;
  }

  #ask<T>(work: (bus: Bus) => Promise<T>): Promise<T> {
    const bus = this.#bus;
    const open = this.#asked.get(bus) ?? new Set();
    this.#asked.set(bus, open);
    const answer = work(bus);
    open.add(answer);
    const forget = (): void => void open.delete(answer);
    answer.then(forget, forget);
    return answer;
  }

  /** Listeners hear of what they would notice: a new connection in the place of one that is up is none of it. */
  #attach(bus: Bus): void {
    bus.onStatus((status) => {
      if (bus !== this.#bus) return;
      const same = status.state === 'up' && this.#status.state === 'up';
      this.#status = status;
      if (!same) for (const listener of this.#listeners) this.#tell(listener, status);
    });
    void bus.closed.then((reason) => {
      if (bus === this.#bus) this.#end(reason);
    });
  }

  #tell(listener: (status: BusStatus) => void, status: BusStatus): void {
    try {
      listener(status);
    } catch (error) {
      const trouble = {
        code: 'handler-failed',
        message: 'a listener of the bus failed',
        subject: 'status',
        error,
      } as const;
      this.#options.onTrouble?.(trouble);
    }
  }

  #assertOpen(): void {
    if (this.#ending) throw new BusError('closed', 'the bus was closed');
  }
}

import type { NatsConnection, PublishOptions } from 'nats';
import { headerRoom, partsOf, takesParts } from './answer-parts.js';
import { encodeBody } from './body.js';
import { dialUntilConnected, reconnectDelay } from './connection.js';
import { ConnectionWatch, type Attempts } from './connection-watch.js';
import {
  BusError,
  type Bus,
  type BusHandler,
  type BusOptions,
  type BusStatus,
  type BusTrouble,
  type SubscribeOptions,
} from './definition.js';
import { ensureFactsStream, publishFacts } from './facts-stream.js';
import { Inbox } from './inbox.js';
import { ask, askMany, type Asking } from './request.js';
import { consumeReturns, type ConsumerNeeds } from './returns-consumer.js';
import { ensureReturnsStream, publishReturn } from './returns-stream.js';
import { readStream } from './stream-reader.js';
import { publishable, subscribable } from './subject-check.js';
import { guardedSubscription, type RunningSubscription, type SubscriptionNeeds } from './subscription.js';

const mebibyte = 1024 * 1024;

/** @throws BusError `unreachable`, `not-allowed` */
export async function connectBus(options: BusOptions): Promise<Bus> {
  const attempts: Attempts = { failures: 0, refused: false, chance: Math.random() };
  const connection = await dialUntilConnected(options, () =>
    reconnectDelay(attempts.failures, attempts.refused, attempts.chance),
  );
  return new ConnectedBus(options, connection, attempts);
}

class ConnectedBus implements Bus {
  readonly key: string;
  readonly signer: BusOptions['signer'];
  readonly #options: BusOptions;
  readonly #connection: NatsConnection;
  readonly #inbox: Inbox;
  readonly #watch: ConnectionWatch;
  readonly #largest: number;
  /** What conversations over this connection take. */
  readonly #needs: ConsumerNeeds & SubscriptionNeeds;
  readonly #subscriptions = new Set<RunningSubscription>();
  #ending = false;

  constructor(options: BusOptions, connection: NatsConnection, attempts: Attempts) {
    this.key = options.signer.publicKey;
    this.signer = options.signer;
    this.#options = options;
    this.#connection = connection;
    this.#largest = options.maxMessage ?? mebibyte;
    const guard = (subject: string, work: () => void): void => this.#guard(subject, work);
    const inbox = new Inbox(this.key, connection, guard);
    this.#inbox = inbox;
    const report = (trouble: BusTrouble): void => this.report(trouble);
    this.#watch = new ConnectionWatch({ connection, inbox, attempts, guard, report });
    this.#needs = {
      ...{ bus: this, connection, inbox, largest: this.#largest, report },
      answer: (to: string, body: unknown, inParts: number) => this.#answer(to, body, inParts),
      send: (to: string, body: unknown, reply?: string) => this.#send(to, body, reply === undefined ? {} : { reply }),
    };
  }

  get closed(): Bus['closed'] {
    return this.#watch.closed;
  }

  get connected(): boolean {
    return this.#watch.up && !this.#connection.isClosed();
  }

  get server(): Bus['server'] {
    const info = this.#connection.info;
    return info && { version: info.version, maxMessage: info.max_payload, address: this.#connection.getServer() };
  }

  subscribe(subject: string, handler: BusHandler, options: SubscribeOptions = {}): RunningSubscription {
    this.#assertOpen();
    const running = guardedSubscription(this.#needs, subscribable(subject), handler, options);
    this.#subscriptions.add(running);
    const stop = (): void => {
      this.#subscriptions.delete(running);
      running.stop();
    };
    return {
      get garbage() {
        return running.garbage;
      },
      stop,
      idle: () => running.idle(),
    };
  }

  publish(subject: string, body: unknown): boolean {
    this.#assertOpen();
    return this.#send(publishable(subject), body);
  }

  async flush(): Promise<void> {
    this.#assertOpen();
    await this.#connection.flush().catch((cause: unknown) => {
      throw new BusError('disconnected', 'the connection to the bus was lost', {}, { cause });
    });
  }

  request(
    subject: string,
    body: unknown,
    { timeout = 10_000, signal }: { readonly timeout?: number; readonly signal?: AbortSignal } = {},
  ): Promise<unknown> {
    return ask(this.#asking(subject, body, { timeout, ...(signal && { signal }) }));
  }

  requestMany(
    subject: string,
    body: unknown,
    options: { readonly timeout?: number; readonly idle?: number; readonly signal?: AbortSignal } = {},
  ): AsyncIterable<unknown> {
    return askMany(this.#asking(subject, body, { timeout: 10_000, ...options }));
  }

  publishReturn(
    subject: string,
    body: unknown,
    options: { readonly timeout?: number } = {},
  ): Promise<{ sequence: number }> {
    return publishReturn(this, subject, body, options);
  }

  ensureReturnsStream(options: { readonly maxBytes?: number; readonly maxAge?: number } = {}): Promise<void> {
    return ensureReturnsStream(this, options);
  }

  consumeReturns(...[handler, options]: Parameters<Bus['consumeReturns']>): ReturnType<Bus['consumeReturns']> {
    return consumeReturns(this.#needs, handler, options ?? {});
  }

  ensureFactsStream(
    options: { readonly maxBytes?: number; readonly maxAge?: number } = {},
  ): Promise<{ readonly empty: boolean }> {
    return ensureFactsStream(this, options);
  }

  publishFacts(epoch: number, message: Uint8Array): Promise<{ sequence: number }> {
    return publishFacts(this, epoch, message);
  }

  readStream(stream: string): ReturnType<Bus['readStream']> {
    return readStream(this.#needs, stream);
  }

  onStatus(listener: (status: BusStatus) => void): () => void {
    return this.#watch.onStatus(listener);
  }

  async reconnect(): Promise<void> {
    this.#assertOpen();
    await this.#connection.reconnect();
  }

  async drain(): Promise<void> {
    if (this.#ending || this.#connection.isClosed()) return void (await this.closed);
    this.#ending = true;
    const running = [...this.#subscriptions];
    for (const subscription of running) subscription.stop();
    await Promise.all(running.map((subscription) => subscription.idle()));
    // The client's own drain waits for a server that may be gone; what is sent has to get through, or nobody can help it.
    if (this.connected) await this.#connection.flush().catch(() => undefined);
    await this.#end();
  }

  async close(): Promise<void> {
    this.#ending = true;
    await this.#end();
  }

  report(trouble: BusTrouble): void {
    try {
      this.#options.onTrouble?.(trouble);
    } catch {
      // Whoever is told of trouble may not make more of it inside the client's callbacks.
    }
  }

  async #end(): Promise<void> {
    this.#inbox.failAll(new BusError('closed', 'the bus was closed'));
    if (!this.#connection.isClosed()) await this.#connection.close();
    await this.closed;
  }

  #send(subject: string, body: unknown, options: PublishOptions = {}): boolean {
    const data = encodeBody(body);
    fits(subject, data, this.#carries - (options.headers ? headerRoom : 0));
    return this.#publish(subject, data, options);
  }

  #answer(subject: string, body: unknown, inParts: number): boolean {
    const data = encodeBody(body);
    if (data.length <= this.#carries) return this.#publish(subject, data);
    fits(subject, data, inParts);
    for (const part of partsOf(data, this.#carries))
      if (!this.#publish(subject, part.data, { headers: part.header })) return false;
    return true;
  }

  /** Bytes of one message. */
  get #carries(): number {
    return this.server?.maxMessage ?? this.#largest;
  }

  #publish(subject: string, data: Uint8Array, options?: PublishOptions): boolean {
    // The client would take it and lose it: it keeps nothing for after a reconnection.
    if (!this.connected) return false;
    this.#connection.publish(subject, data, options);
    return true;
  }

  #asking(
    subject: string,
    body: unknown,
    options: { readonly timeout: number; readonly idle?: number; readonly signal?: AbortSignal },
  ): Asking {
    return {
      inbox: this.#inbox,
      subject: publishable(subject),
      largest: this.#options.maxAnswer ?? this.#largest,
      ...options,
      send: (reply) => {
        this.#assertOpen();
        const headers = takesParts(this.#options.maxAnswer);
        if (!this.#send(subject, body, { reply, ...(headers && { headers }) }))
          throw new BusError('disconnected', 'there is no connection to the bus', { subject });
      },
    };
  }

  #assertOpen(): void {
    if (this.#ending || this.#connection.isClosed()) throw new BusError('closed', 'the bus was closed');
  }

  #guard(subject: string, work: () => void): void {
    try {
      work();
    } catch (error) {
      this.report({ code: 'handler-failed', message: 'a listener of the bus failed', subject, error });
    }
  }
}

function fits(subject: string, { length: bytes }: Uint8Array, largest: number): void {
  if (bytes > largest)
    throw new BusError('too-large', 'the message is larger than the bus carries', { subject, bytes, largest });
}

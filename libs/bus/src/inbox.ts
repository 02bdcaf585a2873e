import type { Msg, NatsConnection } from 'nats';
import { randomBytes } from 'node:crypto';
import { BusError } from './definition.js';

/** One who waits for answers. Neither function may throw. */
export interface Waiter {
  /** The subject that was asked, to find the waiter when the server refuses it. */
  readonly subject: string;
  onMessage(message: Msg): void;
  onFailure(error: BusError): void;
}

/**
 * The one subscription that hears all answers. Its name holds 128 random bits: reply subjects are not checked by the server, so others can
 * make it deliver something to any inbox whose name they can guess.
 */
export class Inbox {
  readonly #prefix: string;
  readonly #waiters = new Map<string, Waiter>();
  #next = 0;

  constructor(key: string, connection: NatsConnection, guard: (subject: string, work: () => void) => void) {
    this.#prefix = `_INBOX.${key}.${randomBytes(16).toString('hex')}`;
    connection.subscribe(`${this.#prefix}.*`, {
      callback: (error, message) =>
        guard(this.#prefix, () =>
          error
            ? this.failAll(new BusError('not-allowed', 'the bus does not let us hear answers', {}, { cause: error }))
            : this.#deliver(message),
        ),
    });
  }

  /** A reply subject of its own for `waiter`, until {@link close}. */
  open(waiter: Waiter): string {
    const reply = `${this.#prefix}.${this.#next++}`;
    this.#waiters.set(reply, waiter);
    return reply;
  }

  close(reply: string): void {
    this.#waiters.delete(reply);
  }

  failAll(error: BusError): void {
    for (const waiter of [...this.#waiters.values()]) waiter.onFailure(error);
  }

  /** The server refused to publish to `subject`. */
  failSubject(subject: string, error: BusError): void {
    for (const waiter of [...this.#waiters.values()]) if (waiter.subject === subject) waiter.onFailure(error);
  }

  #deliver(message: Msg): void {
    const waiter = this.#waiters.get(message.subject);
    if (!waiter) return;
    if (message.data.length === 0 && message.headers?.code === 503)
      waiter.onFailure(new BusError('no-responders', 'nobody listens to this request', { subject: waiter.subject }));
    else waiter.onMessage(message);
  }
}

import type { Msg, NatsConnection } from 'nats';
import { partsTaken } from './answer-parts.js';
import { decodeBody } from './body.js';
import {
  BusError,
  type BusHandler,
  type BusMessage,
  type BusSubscription,
  type BusTrouble,
  type SubscribeOptions,
} from './definition.js';
import { Lane } from './lane.js';
import { callerOf } from './subject-check.js';

/** Bytes of messages that may wait for the handlers of one subscription; their JSON weighs several times as much. */
const heaviest = 64 * 1024 * 1024;

export interface SubscriptionNeeds {
  readonly connection: NatsConnection;
  readonly largest: number;
  report(trouble: BusTrouble): void;
  /** Publishes without the checks of what people write, in parts of what whoever asks takes of them (bytes) where one message does not carry it; false while the connection is down. */
  answer(subject: string, body: unknown, inParts: number): boolean;
}

export interface RunningSubscription extends BusSubscription {
  /** Resolves when no handler runs. */
  idle(): Promise<void>;
}

/**
 * A subscription whose callback never throws: one exception in a callback of the client stops it from reading its socket, and it stays deaf
 * for minutes. What is no message is counted and reported, and never reaches the handler.
 */
export function guardedSubscription(
  needs: SubscriptionNeeds,
  subject: string,
  handler: BusHandler,
  options: SubscribeOptions,
): RunningSubscription {
  const lane = new Lane({
    atOnce: options.concurrency ?? 256,
    waiting: options.waiting ?? 10_000,
    waitingEach: options.waitingEach ?? Infinity,
    bytes: heaviest,
  });
  let garbage = 0;

  function receive(message: Msg): void {
    let body: unknown;
    try {
      body = decodeBody(message.data, needs.largest);
    } catch (error) {
      garbage += 1;
      needs.report({ code: 'garbage', message: 'a message that is none was dropped', subject: message.subject, error });
      if (options.onGarbage && error instanceof BusError)
        options.onGarbage(new IncomingMessage(message, undefined, needs), error);
      return;
    }
    const incoming = new IncomingMessage(message, body, needs, options.longAnswers);
    const taken = lane.offer(incoming.caller ?? '', message.data.length, async () => {
      try {
        await handler(incoming);
      } catch (error) {
        needs.report({
          code: 'handler-failed',
          message: 'the handler of a message failed',
          subject: message.subject,
          error,
        });
      }
    });
    if (taken) return;
    needs.report({
      code: 'overloaded',
      message: 'a message was dropped because too many wait',
      subject: message.subject,
    });
    options.onOverload?.(incoming);
  }

  const subscription = needs.connection.subscribe(subject, {
    ...(options.queue === undefined ? {} : { queue: options.queue }),
    callback: (error, message) => {
      try {
        if (error) needs.report({ code: 'permission', message: 'the bus refuses a subscription', subject, error });
        else receive(message);
      } catch (unexpected) {
        needs.report({
          code: 'handler-failed',
          message: 'the handler of a message failed',
          subject,
          error: unexpected,
        });
      }
    },
  });
  return {
    get garbage() {
      return garbage;
    },
    stop: () => {
      if (!needs.connection.isClosed()) subscription.unsubscribe();
    },
    idle: () => lane.idle(),
  };
}

class IncomingMessage implements BusMessage {
  readonly #body: unknown;
  readonly #needs: SubscriptionNeeds;
  readonly subject: string;
  readonly data: Uint8Array;
  readonly reply: string | undefined;
  readonly #inParts: number;

  constructor(message: Msg, body: unknown, needs: SubscriptionNeeds, longAnswers = false) {
    this.subject = message.subject;
    this.data = message.data;
    this.reply = message.reply === undefined || message.reply === '' ? undefined : message.reply;
    this.#body = body;
    this.#needs = needs;
    this.#inParts = longAnswers ? partsTaken(message) : 0;
  }

  get caller(): string | undefined {
    return callerOf(this.subject);
  }

  json(): unknown {
    return this.#body;
  }

  respond(body: unknown): boolean {
    if (this.reply === undefined) return false;
    const { caller } = this;
    if (caller === undefined || !this.reply.startsWith(`_INBOX.${caller}.`)) {
      this.#needs.report({
        code: 'foreign-inbox',
        message: 'a message asks for its answer in a foreign inbox',
        subject: this.subject,
      });
      return false;
    }
    return this.#needs.answer(this.reply, body, this.#inParts);
  }
}

import { parseSubject, returnsStream } from '@fleet/protocol';
import type { Msg, NatsConnection } from 'nats';
import { randomBytes } from 'node:crypto';
import { decodeBody } from './body.js';
import type { Bus, BusTrouble, ConsumeOptions, ReturnMessage, ReturnsConsumer } from './definition.js';
import type { Inbox } from './inbox.js';
import { JetStreamRefusal, jetstream } from './jetstream.js';

export interface ConsumerNeeds {
  readonly bus: Bus;
  readonly inbox: Inbox;
  readonly connection: NatsConnection;
  readonly largest: number;
  report(trouble: BusTrouble): void;
  send(subject: string, data: Uint8Array, reply?: string): boolean;
}

/** Milliseconds: how long one pull stays open, how often the server says that it is still there, and how long a failed batch rests. */
const pullExpires = 30_000;
const heartbeat = 5_000;
const rest = 1_000;

const ack = Buffer.from('+ACK');
const nak = Buffer.from(`-NAK ${JSON.stringify({ delay: rest * 1_000_000 })}`);
const terminate = Buffer.from('+TERM');

/** Starts a durable pull consumer and hands its messages over in batches, one batch at a time. */
export async function consumeReturns(needs: ConsumerNeeds, handler: (batch: readonly ReturnMessage[]) => Promise<void>, options: ConsumeOptions): Promise<ReturnsConsumer> {
  const { batch = 200, durable = 'master', ackWait = 30_000 } = options;
  await jetstream(needs.bus, `CONSUMER.CREATE.${returnsStream}.${durable}`, {
    stream_name: returnsStream,
    config: {
      durable_name: durable,
      name: durable,
      ack_policy: 'explicit',
      deliver_policy: 'all',
      replay_policy: 'instant',
      ack_wait: ackWait * 1_000_000,
      max_deliver: -1,
      max_ack_pending: Math.max(1000, 4 * batch),
      max_waiting: 16,
    },
  });
  return new PullLoop(needs, handler, batch, durable);
}

class PullLoop implements ReturnsConsumer {
  readonly #arrived: ReturnMessage[] = [];
  readonly #acks = new Map<ReturnMessage, string>();
  readonly #finished: Promise<void>;
  readonly #inboxPrefix: string;
  readonly #unwatch: () => void;
  /** Messages that the open pull may still bring. */
  #wanted = 0;
  #pulls = 0;
  #lastSign = 0;
  #stopped = false;
  #wake: () => void = () => undefined;

  constructor(
    private readonly needs: ConsumerNeeds,
    private readonly handler: (batch: readonly ReturnMessage[]) => Promise<void>,
    private readonly batch: number,
    private readonly durable: string,
  ) {
    // Unguessable, as every inbox: others could have the server deliver messages of their choice here.
    this.#inboxPrefix = `_INBOX.${needs.bus.key}.${randomBytes(16).toString('hex')}`;
    const subscription = needs.connection.subscribe(`${this.#inboxPrefix}.*`, {
      callback: (error, message) => {
        try {
          if (error) needs.report({ code: 'consumer', message: 'the returns cannot be heard', error });
          else this.#receive(message, message.headers?.code ?? 0);
        } catch (unexpected) {
          needs.report({ code: 'consumer', message: 'a message of the stream cannot be read', error: unexpected });
        }
      },
    });
    // A pull dies with its connection.
    this.#unwatch = needs.bus.onStatus((status) => {
      if (status.state === 'up') this.#wanted = 0;
      this.#wake();
    });
    this.#finished = this.#run().finally(() => {
      this.#unwatch();
      if (!needs.connection.isClosed()) subscription.unsubscribe();
    });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#wake();
    await this.#finished;
  }

  async #run(): Promise<void> {
    while (!this.#stopped && !this.needs.connection.isClosed()) {
      if (this.#arrived.length > 0) await this.#handOver(this.#arrived.splice(0, this.batch));
      else {
        if (this.#wanted === 0 || Date.now() - this.#lastSign > 2.5 * heartbeat) await this.#pull();
        await this.#sign(heartbeat);
      }
    }
    // What nobody handles now comes again at once instead of after its time.
    for (const reply of this.#acks.values()) this.needs.send(reply, Buffer.from('-NAK'));
  }

  async #pull(): Promise<void> {
    if (!this.needs.bus.connected) return;
    if (this.#pulls > 0 && this.#wanted > 0) await this.#restore();
    this.#pulls += 1;
    this.#wanted = this.batch;
    this.#lastSign = Date.now();
    const question = { batch: this.batch, expires: pullExpires * 1_000_000, idle_heartbeat: heartbeat * 1_000_000 };
    const sent = this.needs.send(`$JS.API.CONSUMER.MSG.NEXT.${returnsStream}.${this.durable}`, Buffer.from(JSON.stringify(question)), `${this.#inboxPrefix}.${this.#pulls}`);
    if (!sent) this.#wanted = 0;
  }

  /** The server has been silent for too long: says in the log whether the consumer is still there. */
  async #restore(): Promise<void> {
    try {
      await jetstream(this.needs.bus, `CONSUMER.INFO.${returnsStream}.${this.durable}`, new Uint8Array(0), heartbeat);
    } catch (error) {
      this.needs.report({ code: 'consumer', message: error instanceof JetStreamRefusal ? 'the consumer of returns is gone' : 'the stream server does not answer', error });
    }
  }

  #receive(message: Msg, status: number): void {
    this.#lastSign = Date.now();
    if (status !== 0 && message.data.length === 0) {
      // 100 is a heartbeat; everything else ends this pull: nothing left, expired, consumer changed, leader moved.
      if (status !== 100 && message.subject === `${this.#inboxPrefix}.${this.#pulls}`) {
        this.#wanted = 0;
        if (status !== 404 && status !== 408) this.needs.report({ code: 'consumer', message: 'the server ended a pull of returns', error: message.headers?.description });
      }
      this.#wake();
      return;
    }
    this.#wanted = Math.max(0, this.#wanted - 1);
    const place = stored(message);
    if (!place) return;
    const parsed = parseSubject(message.subject);
    if (parsed?.kind !== 'ret') {
      this.needs.send(place.reply, terminate);
      return;
    }
    const { data } = message;
    const { largest } = this.needs;
    const incoming: ReturnMessage = {
      key: parsed.key,
      jid: parsed.rest,
      subject: message.subject,
      data,
      sequence: place.sequence,
      deliveries: place.deliveries,
      json: () => decodeBody(data, largest),
    };
    this.#acks.set(incoming, place.reply);
    this.#arrived.push(incoming);
    this.#wake();
  }

  async #handOver(messages: readonly ReturnMessage[]): Promise<void> {
    let verdict = ack;
    try {
      await this.handler(messages);
    } catch (error) {
      verdict = nak;
      this.needs.report({ code: 'handler-failed', message: 'returns could not be stored, and will come again', error });
    }
    for (const message of messages) {
      const reply = this.#acks.get(message);
      this.#acks.delete(message);
      if (reply !== undefined) this.needs.send(reply, verdict);
    }
  }

  #sign(milliseconds: number): Promise<void> {
    if (this.#arrived.length > 0 || this.#stopped) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** Reads `$JS.ACK.[domain.account.]stream.consumer.deliveries.stream-sequence.….`; anything else did not come from the stream. */
function stored(message: Msg): { reply: string; deliveries: number; sequence: number } | undefined {
  const { reply = '' } = message;
  const parts = reply.split('.');
  if (parts[0] !== '$JS' || parts[1] !== 'ACK') return undefined;
  const offset = parts.length >= 11 ? 4 : 2;
  if (parts[offset] !== returnsStream) return undefined;
  const deliveries = Number(parts[offset + 2]);
  const sequence = Number(parts[offset + 3]);
  return Number.isSafeInteger(deliveries) && Number.isSafeInteger(sequence) ? { reply, deliveries, sequence } : undefined;
}

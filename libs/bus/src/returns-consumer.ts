import { parseSubject, returnsStream } from '@fleet/protocol';
import type { Msg, NatsConnection } from 'nats';
import { randomBytes } from 'node:crypto';
import { decodeBody } from './body.js';
import type { Bus, BusTrouble, ConsumeOptions, ReturnMessage, ReturnsConsumer } from './definition.js';
import type { Inbox } from './inbox.js';
import { jetstream } from './jetstream.js';
import { makeRoom } from './returns-room.js';

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

/** Returns after which the room in the stream is looked at. It is looked at in quiet times too. */
const roomCheck = 200;

const ack = Buffer.from('+ACK');
const nak = Buffer.from(`-NAK ${JSON.stringify({ delay: rest * 1_000_000 })}`);
const terminate = Buffer.from('+TERM');

/** Starts a durable pull consumer and hands its messages over in batches, one batch at a time. */
export async function consumeReturns(
  needs: ConsumerNeeds,
  handler: (batch: readonly ReturnMessage[]) => Promise<void>,
  options: ConsumeOptions,
): Promise<ReturnsConsumer> {
  const { batch = 200, durable = 'master', ackWait = 30_000 } = options;
  const create = (): Promise<void> => createConsumer(needs.bus, durable, batch, ackWait);
  await create();
  return new PullLoop(needs, handler, batch, durable, create);
}

async function createConsumer(bus: Bus, durable: string, batch: number, ackWait: number): Promise<void> {
  await jetstream(bus, `CONSUMER.CREATE.${returnsStream}.${durable}`, {
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
  /** Of the clock that only counts on. */
  #lastSign = 0;
  #stopped = false;
  /** The server ended the last pull for a reason of its own: the consumer may be gone. */
  #broken = false;
  #handedOver = 0;
  #wake: () => void = () => undefined;

  constructor(
    private readonly needs: ConsumerNeeds,
    private readonly handler: (batch: readonly ReturnMessage[]) => Promise<void>,
    private readonly batch: number,
    private readonly durable: string,
    private readonly create: () => Promise<void>,
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
      if (this.#arrived.length > 0) {
        await this.#handOver(this.#arrived.splice(0, this.batch));
      } else {
        const silent = this.#wanted > 0 && performance.now() - this.#lastSign > 2.5 * heartbeat;
        if (this.#broken || silent) await this.#restore();
        else if (this.#wanted === 0) this.#pull();
        else if (this.#handedOver > 0) await this.#makeRoom();
        await this.#sign(this.#broken ? rest : heartbeat);
      }
    }
    // What nobody handles now comes again at once instead of after its time.
    for (const reply of this.#acks.values()) this.needs.send(reply, Buffer.from('-NAK'));
  }

  #pull(): void {
    this.#pulls += 1;
    this.#wanted = this.batch;
    this.#lastSign = performance.now();
    const question = { batch: this.batch, expires: pullExpires * 1_000_000, idle_heartbeat: heartbeat * 1_000_000 };
    const sent = this.needs.send(
      `$JS.API.CONSUMER.MSG.NEXT.${returnsStream}.${this.durable}`,
      Buffer.from(JSON.stringify(question)),
      `${this.#inboxPrefix}.${this.#pulls}`,
    );
    if (!sent) this.#wanted = 0;
  }

  /** The server has been silent for too long, or says that the consumer is gone: makes it anew where it is, then pulls again. */
  async #restore(): Promise<void> {
    this.#broken = true;
    if (!this.needs.bus.connected) return;
    try {
      await this.create();
      this.#broken = false;
      this.#pull();
    } catch (error) {
      this.needs.report({ code: 'consumer', message: 'the stream of returns cannot be read', error });
    }
  }

  #receive(message: Msg, status: number): void {
    this.#lastSign = performance.now();
    // Only in our inbox is it the server that speaks: the header of a return is its minion's to write, and older servers deliver it.
    if (message.subject.startsWith(this.#inboxPrefix) && status !== 0 && message.data.length === 0) {
      // 100 is a heartbeat; everything else ends this pull: nothing left, expired, consumer changed, leader moved.
      if (status !== 100 && message.subject === `${this.#inboxPrefix}.${this.#pulls}`) {
        this.#wanted = 0;
        if (status !== 404 && status !== 408) {
          this.#broken = true;
          this.needs.report({
            code: 'consumer',
            message: 'the server ended a pull of returns',
            error: message.headers?.description,
          });
        }
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
    this.#handedOver += messages.length;
    if (this.#handedOver >= roomCheck) await this.#makeRoom();
  }

  async #makeRoom(): Promise<void> {
    this.#handedOver = 0;
    await makeRoom(this.needs.bus).catch((error: unknown) =>
      this.needs.report({ code: 'consumer', message: 'no room could be made in the stream of returns', error }),
    );
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
  return Number.isSafeInteger(deliveries) && Number.isSafeInteger(sequence)
    ? { reply, deliveries, sequence }
    : undefined;
}

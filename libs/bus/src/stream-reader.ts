import type { Msg, NatsConnection } from 'nats';
import { randomBytes } from 'node:crypto';
import { BusError, type Bus, type StreamMessage } from './definition.js';
import { jetstream, JetStreamRefusal } from './jetstream.js';

/** Milliseconds without a message or a word of the server. */
const patience = 15_000;
const batch = 500;
/** Bytes of one pull: what has arrived waits in memory. */
const pullBytes = 8 * 1024 ** 2;
const streamNotFound = 10059;

interface ReaderNeeds {
  readonly bus: Bus;
  readonly connection: NatsConnection;
  send(subject: string, data: Uint8Array, reply: string): boolean;
}

/**
 * Every message that a stream holds now, in order, through a consumer of its own that the server forgets afterwards. Nothing is acknowledged. Nothing at all
 * where there is no such stream.
 * @throws BusError `timeout`, `disconnected`
 */
export async function* readStream(needs: ReaderNeeds, stream: string): AsyncGenerator<StreamMessage> {
  const last = await lastSequence(needs.bus, stream);
  if (last === 0) return;
  const name = `read-${randomBytes(8).toString('hex')}`;
  await jetstream(needs.bus, `CONSUMER.CREATE.${stream}.${name}`, {
    stream_name: stream,
    config: {
      name,
      ack_policy: 'none',
      deliver_policy: 'all',
      replay_policy: 'instant',
      inactive_threshold: 60_000_000_000,
      max_deliver: -1,
      max_waiting: 16,
    },
  });
  const inbox = `_INBOX.${needs.bus.key}.${randomBytes(16).toString('hex')}`;
  const arrived: Msg[] = [];
  let wake: () => void = () => undefined;
  const subscription = needs.connection.subscribe(`${inbox}.*`, {
    callback: (error, message) => {
      if (!error) arrived.push(message);
      wake();
    },
  });
  const next = async (): Promise<Msg> => {
    const deadline = Date.now() + patience;
    for (;;) {
      const message = arrived.shift();
      if (message) return message;
      if (Date.now() > deadline)
        throw new BusError(needs.bus.connected ? 'timeout' : 'disconnected', 'the stream cannot be read', { stream });
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, patience);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  };
  try {
    let wanted = 0;
    let brought = 0;
    let pulls = 0;
    for (;;) {
      if (wanted === 0) {
        pulls += 1;
        needs.send(
          `$JS.API.CONSUMER.MSG.NEXT.${stream}.${name}`,
          Buffer.from(JSON.stringify({ batch, max_bytes: pullBytes, expires: patience * 1_000_000 })),
          `${inbox}.${pulls}`,
        );
        wanted = batch;
        brought = 0;
      }
      const message = await next();
      const place = placeOf(message, stream);
      if (place) {
        wanted -= 1;
        brought += 1;
        yield { subject: message.subject, data: message.data, sequence: place.sequence, at: place.at };
        if (place.sequence >= last || place.left === 0) return;
      } else if (message.subject === `${inbox}.${pulls}`) {
        // The server ended this pull: it was large enough, or in vain. It may say so of one before, too.
        if (brought === 0) throw new BusError('timeout', 'the stream cannot be read', { stream });
        wanted = 0;
      }
    }
  } finally {
    if (!needs.connection.isClosed()) {
      subscription.unsubscribe();
      await jetstream(needs.bus, `CONSUMER.DELETE.${stream}.${name}`, {}).catch(() => undefined);
    }
  }
}

async function lastSequence(bus: Bus, stream: string): Promise<number> {
  try {
    const { state } = (await jetstream(bus, `STREAM.INFO.${stream}`, {})) as unknown as {
      state: { last_seq: number; messages: number };
    };
    return state.messages === 0 ? 0 : state.last_seq;
  } catch (error) {
    if (error instanceof JetStreamRefusal && error.number === streamNotFound) return 0;
    throw error;
  }
}

/** Reads `$JS.ACK.[domain.account.]stream.consumer.deliveries.stream-sequence.consumer-sequence.nanoseconds.pending…`. */
function placeOf({ reply = '' }: Msg, stream: string): { sequence: number; at: number; left: number } | undefined {
  const parts = reply.split('.');
  if (parts[0] !== '$JS' || parts[1] !== 'ACK') return undefined;
  const offset = parts.length >= 11 ? 4 : 2;
  if (parts[offset] !== stream) return undefined;
  const sequence = Number(parts[offset + 3]);
  const at = Math.floor(Number(parts[offset + 5]) / 1_000_000);
  const left = Number(parts[offset + 6]);
  return [sequence, at, left].every(Number.isSafeInteger) ? { sequence, at, left } : undefined;
}

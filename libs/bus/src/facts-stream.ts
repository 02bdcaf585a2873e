import { factsStream, subjects } from '@fleet/protocol';
import { BusError, type Bus } from './definition.js';
import { JetStreamRefusal, jetstream } from './jetstream.js';

const day = 24 * 3600 * 1000;
const mebibyte = 1024 ** 2;
const streamNameInUse = 10058;

/**
 * What a store can be made from again. Nothing of it can be deleted from outside; what is older than it may be goes by itself, because a full
 * stream must not keep the master from working. Everything that has to be known for ever is told again long before.
 */
export async function ensureFactsStream(
  bus: Bus,
  { maxBytes = 512 * mebibyte, maxAge = 90 * day }: { readonly maxBytes?: number; readonly maxAge?: number },
): Promise<{ readonly empty: boolean }> {
  const settings = {
    name: factsStream,
    subjects: ['fl.fact.*'],
    storage: 'file',
    retention: 'limits',
    discard: 'old',
    max_bytes: maxBytes,
    max_age: maxAge * 1_000_000,
    max_msgs: -1,
    max_msgs_per_subject: -1,
    max_msg_size: -1,
    max_consumers: 64,
    num_replicas: 1,
    allow_rollup_hdrs: false,
    duplicate_window: 100_000_000,
    deny_delete: true,
    deny_purge: true,
  };
  try {
    await jetstream(bus, `STREAM.CREATE.${factsStream}`, settings);
  } catch (error) {
    if (!(error instanceof JetStreamRefusal) || error.number !== streamNameInUse) throw error;
    await jetstream(bus, `STREAM.UPDATE.${factsStream}`, settings);
  }
  const { state } = (await jetstream(bus, `STREAM.INFO.${factsStream}`, {})) as unknown as {
    state: { messages: number };
  };
  return { empty: state.messages === 0 };
}

/** Resolves when the server has it on disk. @throws BusError */
export async function publishFacts(bus: Bus, epoch: number, message: Uint8Array): Promise<{ sequence: number }> {
  const subject = subjects.facts(epoch);
  const answer = (await bus.request(subject, message)) as {
    seq?: unknown;
    stream?: unknown;
    error?: { description?: string };
  } | null;
  if (answer?.error)
    throw new BusError('refused', 'the server could not store facts', {
      subject,
      description: answer.error.description,
    });
  if (answer?.stream !== factsStream || typeof answer.seq !== 'number')
    throw new BusError('malformed', 'the server answered something else', { subject });
  return { sequence: answer.seq };
}

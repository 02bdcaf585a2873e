import { returnsStream } from '@fleet/protocol';
import { BusError, type Bus } from './definition.js';
import { JetStreamRefusal, jetstream } from './jetstream.js';

const day = 24 * 3600 * 1000;
const gibibyte = 1024 ** 3;
const streamNameInUse = 10058;

/**
 * Limits: 30 days, 4 GiB. A full stream refuses new returns rather than to forget some that no master has stored: minions
 * keep theirs and try again, and the consumer makes room from what it has stored.
 */
export async function ensureReturnsStream(
  bus: Bus,
  { maxBytes = 4 * gibibyte, maxAge = 30 * day }: { readonly maxBytes?: number; readonly maxAge?: number },
): Promise<void> {
  const settings = {
    name: returnsStream,
    subjects: ['fl.ret.*.*'],
    storage: 'file',
    retention: 'limits',
    discard: 'new',
    max_bytes: maxBytes,
    max_age: maxAge * 1_000_000,
    max_msgs: -1,
    max_msgs_per_subject: -1,
    max_msg_size: -1,
    max_consumers: 64,
    num_replicas: 1,
    // A rollup header of one minion would wipe the returns of all others.
    allow_rollup_hdrs: false,
    // Message ids are guessable, and a minion that used another's first would suppress its return; the shortest window there is.
    duplicate_window: 100_000_000,
    deny_delete: true,
    deny_purge: false,
  };
  try {
    await jetstream(bus, `STREAM.CREATE.${returnsStream}`, settings);
  } catch (error) {
    if (!(error instanceof JetStreamRefusal) || error.number !== streamNameInUse) throw error;
    await jetstream(bus, `STREAM.UPDATE.${returnsStream}`, settings);
  }
}

export async function publishReturn(
  bus: Bus,
  subject: string,
  body: unknown,
  { timeout = 10_000 }: { readonly timeout?: number },
): Promise<{ sequence: number }> {
  const answer = (await bus.request(subject, body, { timeout })) as {
    seq?: unknown;
    stream?: unknown;
    error?: { description?: string };
  } | null;
  if (answer?.error)
    throw new BusError('refused', 'the server could not store the return', {
      subject,
      description: answer.error.description,
    });
  if (answer?.stream !== returnsStream || typeof answer.seq !== 'number')
    throw new BusError('malformed', 'the server answered something else', { subject });
  return { sequence: answer.seq };
}

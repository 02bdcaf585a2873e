import { BusError, type Bus } from './definition.js';
import { JetStreamRefusal, jetstream } from './jetstream.js';

export const day = 24 * 3600 * 1000;
const streamNameInUse = 10058;

/** In what the streams of the fleet differ. */
export interface StreamSettings {
  readonly name: string;
  readonly subject: string;
  /** Of a full stream: `new` refuses what comes, `old` forgets what was first. */
  readonly discard: 'new' | 'old';
  readonly maxBytes: number;
  /** Milliseconds. */
  readonly maxAge: number;
  /** Nobody may empty it. */
  readonly denyPurge: boolean;
}

/** Makes the stream, or brings its settings up to date. */
export async function ensureStream(bus: Bus, wanted: StreamSettings): Promise<void> {
  const { name } = wanted;
  const settings = {
    name,
    subjects: [wanted.subject],
    storage: 'file',
    retention: 'limits',
    discard: wanted.discard,
    max_bytes: wanted.maxBytes,
    max_age: wanted.maxAge * 1_000_000,
    max_msgs: -1,
    max_msgs_per_subject: -1,
    max_msg_size: -1,
    max_consumers: 64,
    num_replicas: 1,
    // A rollup header of one sender would wipe what all others have sent.
    allow_rollup_hdrs: false,
    // Message ids are guessable, and a minion that used another's first would suppress its return; the shortest window there is.
    duplicate_window: 100_000_000,
    deny_delete: true,
    deny_purge: wanted.denyPurge,
  };
  try {
    await jetstream(bus, `STREAM.CREATE.${name}`, settings);
  } catch (error) {
    if (!(error instanceof JetStreamRefusal) || error.number !== streamNameInUse) throw error;
    await jetstream(bus, `STREAM.UPDATE.${name}`, settings);
  }
}

/**
 * Resolves when the server has it on disk.
 * @param what in the words of {@link BusError}: `facts`
 * @throws BusError
 */
export async function publishStored(
  bus: Bus,
  { stream, subject, what }: { readonly stream: string; readonly subject: string; readonly what: string },
  body: unknown,
  timeout?: number,
): Promise<{ sequence: number }> {
  const answer = (await bus.request(subject, body, timeout === undefined ? {} : { timeout })) as {
    seq?: unknown;
    stream?: unknown;
    error?: { description?: string };
  } | null;
  if (answer?.error)
    throw new BusError('refused', `the server could not store ${what}`, {
      subject,
      description: answer.error.description,
    });
  if (answer?.stream !== stream || typeof answer.seq !== 'number')
    throw new BusError('malformed', 'the server answered something else', { subject });
  return { sequence: answer.seq };
}

import type { Bus } from '@fleet/bus';
import type { Replay, StreamedReturn } from '@fleet/jobs';
import { factsStream, parseSubject, returnsStream, type Return } from '@fleet/protocol';
import { readReturn } from '../jobs/read-return.js';
import { decodeFacts, FactsUnreadable } from './fact-message.js';

export interface StreamsRead {
  /** Messages of each stream. */
  readonly facts: number;
  readonly returns: number;
  /** Messages of facts that this master's key does not open. */
  readonly unreadable: number;
  /** When the oldest facts were told; milliseconds since the epoch. Absent where there are none. */
  readonly since?: number;
}

/** Returns that are brought in with one transaction. */
const together = { returns: 500, bytes: 8 * 1024 ** 2 };

/** Brings everything that the streams hold into a store: first what happened, then what came back. @throws BusError */
export async function readStreams(
  bus: Bus,
  key: Uint8Array,
  replay: Replay,
  tell: (what: string, count: number) => void = () => undefined,
): Promise<StreamsRead> {
  let facts = 0;
  let unreadable = 0;
  let since: number | undefined;
  for await (const { subject, data, at } of bus.readStream(factsStream)) {
    const epoch = Number(subject.split('.')[2]);
    since ??= at;
    facts += 1;
    try {
      replay.facts(epoch, decodeFacts(key, epoch, data));
    } catch (error) {
      if (!(error instanceof FactsUnreadable)) throw error;
      unreadable += 1;
    }
    tell('facts', facts);
  }
  const returns = await readReturns(bus, replay, tell);
  return { facts, returns, unreadable, ...(since !== undefined && { since }) };
}

async function readReturns(bus: Bus, replay: Replay, tell: (what: string, count: number) => void): Promise<number> {
  let count = 0;
  let bytes = 0;
  let waiting: StreamedReturn[] = [];
  const store = (): void => {
    replay.returns(waiting);
    waiting = [];
    bytes = 0;
    tell('returns', count);
  };
  for await (const { subject, data, at } of bus.readStream(returnsStream)) {
    const place = parseSubject(subject);
    if (!place) continue;
    const read = readReturn(jsonIn(data), place.rest);
    waiting.push({ key: place.key, jid: place.rest, at, ...(read.ok && { body: kept(read.body) }) });
    count += 1;
    bytes += data.length;
    if (waiting.length >= together.returns || bytes >= together.bytes) store();
  }
  store();
  return count;
}

/** What is sealed to one operator is kept nowhere, and what the job said last is in its log, or in no place. */
function kept({ revealed: _passedOn, said: _logged, ...body }: Return): Return {
  return body;
}

/** Minions wrote it: what it is not is said by the reader. */
function jsonIn(data: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(data).toString('utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

import { factsStream, subjects } from '@fleet/protocol';
import type { Bus } from './definition.js';
import { jetstream } from './jetstream.js';
import { day, ensureStream, publishStored } from './stored-stream.js';

const mebibyte = 1024 ** 2;

/**
 * What a store can be made from again. Nothing of it can be deleted from outside; what is older than it may be goes by itself, because a full
 * stream must not keep the master from working. Everything that has to be known for ever is told again long before.
 */
export async function ensureFactsStream(
  bus: Bus,
  { maxBytes = 512 * mebibyte, maxAge = 90 * day }: { readonly maxBytes?: number; readonly maxAge?: number },
): Promise<{ readonly empty: boolean }> {
  await ensureStream(bus, {
    name: factsStream,
    subject: 'fl.fact.*',
    discard: 'old',
    maxBytes,
    maxAge,
    denyPurge: true,
  });
  const { state } = (await jetstream(bus, `STREAM.INFO.${factsStream}`, {})) as unknown as {
    state: { messages: number };
  };
  return { empty: state.messages === 0 };
}

export function publishFacts(bus: Bus, epoch: number, message: Uint8Array): Promise<{ sequence: number }> {
  return publishStored(bus, { stream: factsStream, subject: subjects.facts(epoch), what: 'facts' }, message);
}

import { returnsStream } from '@fleet/protocol';
import type { Bus } from './definition.js';
import { day, ensureStream, publishStored } from './stored-stream.js';

const gibibyte = 1024 ** 3;

/**
 * Limits: 30 days, 4 GiB. A full stream refuses new returns rather than to forget some that no master has stored: minions
 * keep theirs and try again, and the consumer makes room from what it has stored.
 */
export function ensureReturnsStream(
  bus: Bus,
  { maxBytes = 4 * gibibyte, maxAge = 30 * day }: { readonly maxBytes?: number; readonly maxAge?: number },
): Promise<void> {
  return ensureStream(bus, {
    name: returnsStream,
    subject: 'fl.ret.*.*',
    discard: 'new',
    maxBytes,
    maxAge,
    denyPurge: false,
  });
}

export function publishReturn(
  bus: Bus,
  subject: string,
  body: unknown,
  { timeout = 10_000 }: { readonly timeout?: number },
): Promise<{ sequence: number }> {
  return publishStored(bus, { stream: returnsStream, subject, what: 'the return' }, body, timeout);
}

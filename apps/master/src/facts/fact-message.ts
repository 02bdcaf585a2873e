import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { openForSelf, SealBroken, sealForSelf } from '@fleet/identity';
import type { Fact } from '@fleet/jobs';

/** Bytes that a message may hold once it is opened; the master itself stays far below. */
const largest = 64 * 1024 ** 2;

/** A fact that was moved to another epoch does not open. */
const context = (epoch: number): string => `fleet-facts-v1|${epoch}`;

/** Facts as one message of the stream: JSON, deflated, sealed. */
export function encodeFacts(key: Uint8Array, epoch: number, facts: readonly Fact[]): Buffer {
  const rows = facts.map(({ id, kind, body }) => `[${id},${JSON.stringify(kind)},${body}]`);
  return sealForSelf(key, context(epoch), deflateRawSync(`{"v":1,"facts":[${rows.join(',')}]}`, { level: 3 }));
}

export class FactsUnreadable extends Error {
  override readonly name = 'FactsUnreadable';
  readonly code = 'facts-unreadable';
}

/** @throws FactsUnreadable where this master did not write it, or a later version did */
export function decodeFacts(key: Uint8Array, epoch: number, message: Uint8Array): Fact[] {
  try {
    const opened = inflateRawSync(openForSelf(key, context(epoch), message), { maxOutputLength: largest });
    const told = JSON.parse(opened.toString('utf8')) as { v: unknown; facts: [number, string, unknown][] };
    if (told.v !== 1) throw new FactsUnreadable('a later version of fleet wrote it');
    return told.facts.map(([id, kind, body]) => ({ id, kind, body: JSON.stringify(body) }));
  } catch (cause) {
    if (cause instanceof FactsUnreadable) throw cause;
    if (cause instanceof SealBroken || cause instanceof SyntaxError || cause instanceof RangeError)
      throw new FactsUnreadable('it was not written with the key of this fleet, or it was changed', { cause });
    throw cause;
  }
}

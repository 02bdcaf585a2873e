import { hkdfSync } from 'node:crypto';

/** A key of 32 bytes for one purpose alone, from a seed that stays what it is: nothing more has to be kept, and who has the one has not the other. */
export function derivedKey(seed: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', seed, '', `fleet-derived-v1|${purpose}`, 32));
}

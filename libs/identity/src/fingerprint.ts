import { createHash } from 'node:crypto';
import { encodeBase32 } from './base32.js';

/** Eight groups of four letters that minion and master both show before a key is accepted: SHA-256 of both public keys, its first 160 bits. */
export function fingerprint(key: string, sealKey: string): string {
  const digest = createHash('sha256').update(`fleet-fingerprint-v1\0${key}\0${sealKey}`).digest();
  return (encodeBase32(digest.subarray(0, 20)).match(/.{4}/g) as string[]).join('-');
}

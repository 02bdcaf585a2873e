import { createHmac } from 'node:crypto';

/** A short text that tells whether something is still the same, and to nobody without the key what it is. */
export type Fingerprint = (...parts: readonly string[]) => string;

/**
 * What is fingerprinted holds secrets (low data, content of files, the pillar), and many secrets are short enough to be guessed: a plain hash would
 * tell them to whoever reads the plan. Half of an HMAC-SHA-256, base64url.
 */
export function fingerprints(key: Buffer): Fingerprint {
  return (...parts) => {
    const hmac = createHmac('sha256', key);
    // With its length before it, no part can pass for two.
    for (const part of parts) hmac.update(`${Buffer.byteLength(part)}\0`).update(part);
    return hmac.digest().subarray(0, 16).toString('base64url');
  };
}

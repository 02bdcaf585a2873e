import { createHash } from 'node:crypto';

export const hashTypes = ['sha256', 'md5'] as const;

/** In hexadecimal with colons, as Salt shows it. */
export function fingerprintOf(key: string, hash: string): string {
  const hex = createHash(hash).update(Buffer.from(key, 'base64')).digest('hex');
  return hex.match(/../g)?.join(':') ?? '';
}

/** Whether it is the one that is given: as Salt shows it, or as ssh-keygen does (`SHA256:…`). */
export function hasFingerprint(key: string, given: string, hash: string): boolean {
  const digest = createHash(hash).update(Buffer.from(key, 'base64')).digest();
  const bare = given.replace(/^(SHA256|MD5):/i, '');
  return (
    digest.toString('hex') === bare.replaceAll(':', '').toLowerCase() ||
    digest.toString('base64').replace(/=+$/, '') === bare.replace(/=+$/, '')
  );
}

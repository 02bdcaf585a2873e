import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { SealBroken } from './seal.js';

/** Bytes of the key of {@link sealForSelf}. */
export const ownKeySize = 32;

const nonceSize = 12;
const tagSize = 16;

/**
 * What the master gives out of its hands for itself: nobody else can read or change it, and what was moved to another context does not open.
 * AES-256-GCM with a random nonce: good for 2^32 messages of one key. Bytes: 12 nonce, ciphertext, 16 tag.
 */
export function sealForSelf(key: Uint8Array, context: string, content: Uint8Array): Buffer {
  const nonce = randomBytes(nonceSize);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagSize });
  cipher.setAAD(Buffer.from(context));
  return Buffer.concat([nonce, cipher.update(content), cipher.final(), cipher.getAuthTag()]);
}

/** @throws SealBroken where it was changed, or sealed with another key or for another context */
export function openForSelf(key: Uint8Array, context: string, sealed: Uint8Array): Buffer {
  const bytes = Buffer.from(sealed);
  if (bytes.length < nonceSize + tagSize) throw new SealBroken('too short');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceSize), { authTagLength: tagSize });
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(bytes.subarray(bytes.length - tagSize));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(nonceSize, bytes.length - tagSize)), decipher.final()]);
  } catch (cause) {
    throw new SealBroken('it was changed, or sealed with another key', { cause });
  }
}

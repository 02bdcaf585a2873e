import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { SealBroken } from './seal.js';

/** Bytes of the key of {@link sealFacts}. */
export const factsKeySize = 32;

const nonceSize = 12;
const tagSize = 16;
const context = (epoch: number): Buffer => Buffer.from(`fleet-facts-v1|${epoch}`);

/**
 * What the master keeps on the bus for itself: nobody else can read it, and a bus that lies cannot put in a fact, nor move one to another epoch.
 * AES-256-GCM with a random nonce: good for 2^32 messages of one key.
 */
export function sealFacts(key: Uint8Array, epoch: number, content: Uint8Array): Buffer {
  const nonce = randomBytes(nonceSize);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagSize });
  cipher.setAAD(context(epoch));
  return Buffer.concat([nonce, cipher.update(content), cipher.final(), cipher.getAuthTag()]);
}

/** @throws SealBroken where it was changed, or sealed with another key or for another epoch */
export function openFacts(key: Uint8Array, epoch: number, sealed: Uint8Array): Buffer {
  const bytes = Buffer.from(sealed);
  if (bytes.length < nonceSize + tagSize) throw new SealBroken('too short');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceSize), { authTagLength: tagSize });
  decipher.setAAD(context(epoch));
  decipher.setAuthTag(bytes.subarray(bytes.length - tagSize));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(nonceSize, bytes.length - tagSize)), decipher.final()]);
  } catch (cause) {
    throw new SealBroken('it was changed, or sealed with another key', { cause });
  }
}

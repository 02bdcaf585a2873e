import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  randomBytes,
  type KeyObject,
} from 'node:crypto';

/**
 * A seal is a message that only one recipient can read: X25519 with a key made for this message alone → HKDF-SHA-256 → AES-256-GCM.
 * Bytes: 1 version, 32 public key of the sender's one-time pair, 12 nonce, ciphertext, 16 tag. The context (who, what, which
 * revision) is bound into key and tag: a seal moved to another place does not open.
 */
export interface SealKeys {
  /** Raw 32 bytes, base64url. */
  readonly publicKey: string;
  /** Raw 32 bytes, base64url. Secret. */
  readonly privateKey: string;
}

export class SealBroken extends Error {
  override readonly name = 'SealBroken';
  readonly code = 'seal-broken';
}

const version = 1;
/** Bytes around the ciphertext: version, key, nonce, tag. */
const envelope = 1 + 32 + 12 + 16;
const pkcs8Head = Buffer.from('302e020100300506032b656e04220420', 'hex');
const spkiHead = Buffer.from('302a300506032b656e032100', 'hex');

export function createSealKeys(): SealKeys {
  const { privateKey, publicKey } = generateKeyPairSync('x25519');
  return {
    publicKey: rawPublic(publicKey).toString('base64url'),
    privateKey: privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-32).toString('base64url'),
  };
}

/** A well-formed public key. That it is not one of the few weak points is found out when sealing. */
export function isSealKey(text: unknown): text is string {
  return typeof text === 'string' && /^[A-Za-z0-9_-]{43}$/.test(text);
}

/** Whether it is none of the weak points, to which nothing can be sealed. */
export function canSealTo(publicKey: string): boolean {
  try {
    return sealTo(publicKey, '', 'probe') !== '';
  } catch (error) {
    if (error instanceof SealBroken) return false;
    throw error;
  }
}

/** Characters of the seal of so many bytes: version, key, nonce and tag around them, as base64. */
export function sealedLength(bytes: number): number {
  return 4 * Math.ceil((bytes + envelope) / 3);
}

/** base64 of the seal. @throws SealBroken where `publicKey` is not a usable key. */
export function sealTo(publicKey: string, plaintext: string | Uint8Array, context: string): string {
  try {
    const recipient = publicObject(publicKey);
    const once = generateKeyPairSync('x25519');
    const oncePublic = rawPublic(once.publicKey);
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', derive(once.privateKey, recipient, oncePublic, context), nonce);
    cipher.setAAD(Buffer.from(context));
    const body = Buffer.concat([
      cipher.update(typeof plaintext === 'string' ? Buffer.from(plaintext) : plaintext),
      cipher.final(),
    ]);
    return Buffer.concat([Buffer.of(version), oncePublic, nonce, body, cipher.getAuthTag()]).toString('base64');
  } catch (cause) {
    throw new SealBroken('cannot be sealed to this key', { cause });
  }
}

/** @throws SealBroken where it was changed, is for another key, or for another context; which of these cannot be told. */
export function openSeal(privateKey: string, sealed: string, context: string): Buffer {
  const bytes = Buffer.from(sealed, 'base64');
  if (bytes.length < envelope || bytes[0] !== version) throw new SealBroken('not a seal');
  try {
    const own = createPrivateKey({
      key: Buffer.concat([pkcs8Head, Buffer.from(privateKey, 'base64url')]),
      format: 'der',
      type: 'pkcs8',
    });
    const oncePublic = bytes.subarray(1, 33);
    const key = derive(own, publicObject(oncePublic.toString('base64url')), oncePublic, context);
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(33, 45), { authTagLength: 16 });
    decipher.setAAD(Buffer.from(context));
    decipher.setAuthTag(bytes.subarray(-16));
    return Buffer.concat([decipher.update(bytes.subarray(45, -16)), decipher.final()]);
  } catch (cause) {
    throw new SealBroken('the seal does not open', { cause });
  }
}

function derive(own: KeyObject, other: KeyObject, salt: Buffer, context: string): Buffer {
  const shared = diffieHellman({ privateKey: own, publicKey: other });
  return Buffer.from(hkdfSync('sha256', shared, salt, Buffer.from(`fleet-seal-v1\0${context}`), 32));
}

function publicObject(publicKey: string): KeyObject {
  if (!isSealKey(publicKey)) throw new SealBroken('not a seal key');
  return createPublicKey({
    key: Buffer.concat([spkiHead, Buffer.from(publicKey, 'base64url')]),
    format: 'der',
    type: 'spki',
  });
}

function rawPublic(key: KeyObject): Buffer {
  return key.export({ format: 'der', type: 'spki' }).subarray(-32);
}

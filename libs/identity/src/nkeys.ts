import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import { decodeBase32, encodeBase32 } from './base32.js';
import { crc16 } from './crc16.js';

/**
 * NATS keys: Ed25519 keys whose text form names what they are for. A seed is `S` + kind + 56 characters, a public key kind + 55 characters, both
 * base32 of prefix, key and CRC-16. node:crypto signs in 39 µs where the JavaScript library of NATS takes 6 ms.
 */
export type KeyKind = 'operator' | 'account' | 'user';

export interface Keys {
  readonly publicKey: string;
  /** Secret. */
  readonly seed: string;
}

/** Signs; holds the private key, and nothing that prints it. */
export interface Signer {
  readonly kind: KeyKind;
  /** `O…`, `A…` or `U…`. */
  readonly publicKey: string;
  /** The raw 32 bytes of the public key, base64url: how keys outside of NATS are told ({@link verifySigned}). */
  readonly rawPublicKey: string;
  sign(data: Uint8Array | string): Buffer;
}

export class InvalidKey extends Error {
  override readonly name = 'InvalidKey';
  readonly code = 'invalid-key';
}

// The top five bits of each prefix are the letter that a key begins with.
const prefixes: Record<KeyKind, number> = { operator: 14 << 3, account: 0, user: 20 << 3 };
const seedPrefix = 18 << 3;

// Node makes no KeyObject from raw bytes; these are the constant heads of PKCS#8 and SPKI for Ed25519.
const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex');
const spkiHead = Buffer.from('302a300506032b6570032100', 'hex');

export function createKeys(kind: KeyKind): Keys {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  // DER, never JWK: exporting JWK deadlocks on Node 20 now and then.
  const seed = privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-32);
  return { publicKey: encodePublicKey(kind, rawPublic(publicKey)), seed: encodeSeed(kind, seed) };
}

/** @throws InvalidKey where `seed` is not the seed of an operator, account or user. */
export function signer(seed: string): Signer {
  const { kind, bytes } = decodeSeed(seed);
  const privateKey = createPrivateKey({ key: Buffer.concat([pkcs8Head, bytes]), format: 'der', type: 'pkcs8' });
  const raw = rawPublic(createPublicKey(privateKey));
  return {
    kind,
    publicKey: encodePublicKey(kind, raw),
    rawPublicKey: raw.toString('base64url'),
    sign: (data) => sign(null, typeof data === 'string' ? Buffer.from(data) : data, privateKey),
  };
}

/** Whether `signature` is over `data` by the owner of `publicKey` (`U…`, `A…`, `O…`). @throws InvalidKey */
export function verifySignature(publicKey: string, data: Uint8Array | string, signature: Uint8Array): boolean {
  return verifyRaw(decodePublicKey(publicKey).bytes, data, signature);
}

/** The same for the raw 32 bytes of a public key. */
export function verifyRaw(raw: Uint8Array, data: Uint8Array | string, signature: Uint8Array): boolean {
  if (raw.length !== 32 || signature.length !== 64) return false;
  const key = createPublicKey({ key: Buffer.concat([spkiHead, raw]), format: 'der', type: 'spki' });
  return verify(null, typeof data === 'string' ? Buffer.from(data) : data, key, signature);
}

/** Prefix, length and checksum are right, and the key is of `kind` where one is given. */
export function isPublicKey(text: unknown, kind?: KeyKind): text is string {
  if (typeof text !== 'string') return false;
  try {
    const found = decodePublicKey(text).kind;
    return kind === undefined || found === kind;
  } catch {
    return false;
  }
}

/** @throws InvalidKey */
export function decodePublicKey(text: string): { readonly kind: KeyKind; readonly bytes: Buffer } {
  const bytes = checked(text, 35);
  return { kind: kindOf(bytes[0] as number), bytes: bytes.subarray(1, 33) };
}

function decodeSeed(text: string): { readonly kind: KeyKind; readonly bytes: Buffer } {
  const bytes = checked(text, 36);
  const first = bytes[0] as number;
  const second = bytes[1] as number;
  if ((first & 0xf8) !== seedPrefix) throw new InvalidKey('not a seed');
  return { kind: kindOf(((first & 7) << 5) | ((second & 0xf8) >> 3)), bytes: bytes.subarray(2, 34) };
}

function encodePublicKey(kind: KeyKind, raw: Buffer): string {
  return withChecksum(Buffer.concat([Buffer.of(prefixes[kind]), raw]));
}

function encodeSeed(kind: KeyKind, seed: Buffer): string {
  const prefix = prefixes[kind];
  return withChecksum(Buffer.concat([Buffer.of(seedPrefix | (prefix >> 5), (prefix & 31) << 3), seed]));
}

function withChecksum(body: Buffer): string {
  const sum = crc16(body);
  return encodeBase32(Buffer.concat([body, Buffer.of(sum & 0xff, sum >> 8)]));
}

function checked(text: string, length: number): Buffer {
  const bytes = decodeBase32(text);
  // One key has one text: what decodes to the same bytes but is written differently is refused.
  if (bytes?.length !== length || encodeBase32(bytes) !== text) throw new InvalidKey('not a NATS key');
  const body = bytes.subarray(0, -2);
  if (crc16(body) !== bytes.readUInt16LE(length - 2)) throw new InvalidKey('the checksum of the key is wrong');
  return bytes;
}

function kindOf(prefix: number): KeyKind {
  for (const [kind, value] of Object.entries(prefixes)) if (value === prefix) return kind as KeyKind;
  throw new InvalidKey('not the key of an operator, account or user');
}

function rawPublic(key: KeyObject): Buffer {
  return key.export({ format: 'der', type: 'spki' }).subarray(-32);
}

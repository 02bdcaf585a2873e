import { randomBytes } from 'node:crypto';
import { isPublicKey, verifySignature, type Signer } from './nkeys.js';
import { canSealTo, isSealKey } from './seal.js';

/** How far apart the clocks of the master and of whoever asks to be let in may be, and how old a request may get; milliseconds. */
export const enrolmentSkew = 10 * 60_000;

/** What minions and operators alike say when they ask to be let in. */
interface Claims {
  /** Public nkey (`U…`). */
  readonly key: string;
  /** Raw X25519 public key, base64url: the answer is sealed to it. */
  readonly sealKey: string;
  readonly nonce: string;
  readonly issued: number;
}

/** By the owner of `key`: `signature` is over the text of the claims, which says what they are for. */
export interface KeyProof extends Claims {
  readonly signature: string;
}

type TextOf = (claims: Claims) => string;

export function keyProof(owner: Signer, sealKey: string, now: number, textOf: TextOf): KeyProof {
  const claims = { key: owner.publicKey, sealKey, nonce: randomBytes(16).toString('base64url'), issued: now };
  return { ...claims, signature: owner.sign(textOf(claims)).toString('base64url') };
}

/** Why what came off the wire was not said by the owner of its `key`, for its `sealKey`, now; `undefined`: it was. */
export function proofProblem(proof: KeyProof, now: number, textOf: TextOf): string | undefined {
  const { key, sealKey, nonce, issued, signature } = proof;
  if (!isPublicKey(key, 'user')) return 'the key is not a public user key';
  if (!isSealKey(sealKey)) return 'the seal key is not valid';
  if (typeof nonce !== 'string' || !/^[A-Za-z0-9_-]{22}$/.test(nonce)) return 'the nonce is not valid';
  if (!Number.isSafeInteger(issued)) return 'the time of issue is not valid';
  if (typeof signature !== 'string') return 'the request is not signed';
  if (!verifySignature(key, textOf(proof), Buffer.from(signature, 'base64url'))) return 'the signature does not verify';
  if (!canSealTo(sealKey)) return 'the seal key is not valid';
  if (Math.abs(now - issued) > enrolmentSkew) return 'the clocks of this machine and the master are too far apart';
  return undefined;
}

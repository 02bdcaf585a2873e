import { createHash } from 'node:crypto';
import type { Signed } from '@fleet/protocol';
import { verifyRaw, type Signer } from './nkeys.js';

/** What a signature is for; one made for one purpose is worth nothing for another. */
export const contexts = {
  command: 'command',
  notice: 'notice',
  admission: 'admission',
  artifactSeal: 'artifact-seal',
  pillar: 'pillar',
  tree: 'tree',
  renewal: 'renewal',
  plan: 'plan',
  planned: 'planned',
  keyset: 'keyset',
  request: 'request',
  auditHead: 'audit-head',
  auditAcknowledgement: 'audit-acknowledgement',
} as const;

export type Verified =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly reason: 'malformed' | 'unknown-key' | 'bad-signature' };

export function signText(signer: Signer, context: string, text: string): Signed {
  const kid = keyId(signer.rawPublicKey);
  return { v: 1, kid, text, signature: signer.sign(covered(context, text)).toString('base64url') };
}

/**
 * @param trustedKeys raw Ed25519 public keys, base64url ({@link Signer.rawPublicKey})
 * @param signed whatever came off the wire
 */
export function verifySigned(trustedKeys: readonly string[], context: string, signed: unknown): Verified {
  if (!isSigned(signed)) return { ok: false, reason: 'malformed' };
  const key = trustedKeys.find((candidate) => keyId(candidate) === signed.kid);
  if (key === undefined) return { ok: false, reason: 'unknown-key' };
  const good = verifyRaw(
    Buffer.from(key, 'base64url'),
    covered(context, signed.text),
    Buffer.from(signed.signature, 'base64url'),
  );
  return good ? { ok: true, text: signed.text } : { ok: false, reason: 'bad-signature' };
}

/** First 16 hex digits of the SHA-256 of a raw public key (base64url). */
export function keyId(rawPublicKey: string): string {
  return createHash('sha256').update(Buffer.from(rawPublicKey, 'base64url')).digest('hex').slice(0, 16);
}

function covered(context: string, text: string): string {
  return `fleet-signed-v1\0${context}\0${text}`;
}

function isSigned(value: unknown): value is Signed {
  if (typeof value !== 'object' || value === null) return false;
  const { v, kid, text, signature } = value as Record<string, unknown>;
  return v === 1 && typeof kid === 'string' && typeof text === 'string' && typeof signature === 'string';
}

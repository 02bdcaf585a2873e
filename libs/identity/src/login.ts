import { randomBytes } from 'node:crypto';
import type { LoginRequest } from '@fleet/protocol';
import { enrolmentSkew } from './enrolment.js';
import { isPublicKey, verifySignature, type Signer } from './nkeys.js';
import { canSealTo, isSealKey } from './seal.js';

export type LoginVerdict =
  { readonly ok: true; readonly request: LoginRequest } | { readonly ok: false; readonly reason: string };

export function createLoginRequest(operator: Signer, sealKey: string, now: number = Date.now()): LoginRequest {
  const unsigned = {
    kind: 'login',
    v: 1,
    key: operator.publicKey,
    sealKey,
    nonce: randomBytes(16).toString('base64url'),
    issued: now,
  } as const;
  return { ...unsigned, signature: operator.sign(canonicalText(unsigned)).toString('base64url') };
}

/** Whether what came off the wire is a request by the owner of its `key`, for its `sealKey`, made now. */
export function verifyLoginRequest(value: unknown, now: number = Date.now()): LoginVerdict {
  const refuse = (reason: string): LoginVerdict => ({ ok: false, reason });
  if (typeof value !== 'object' || value === null) return refuse('not a login request');
  const { kind, v, key, sealKey, nonce, issued, signature } = value as LoginRequest;
  if (kind !== 'login' || v !== 1) return refuse('not a login request of this version');
  if (!isPublicKey(key, 'user')) return refuse('the key is not a public user key');
  if (!isSealKey(sealKey)) return refuse('the seal key is not valid');
  if (typeof nonce !== 'string' || !/^[A-Za-z0-9_-]{22}$/.test(nonce)) return refuse('the nonce is not valid');
  if (!Number.isSafeInteger(issued)) return refuse('the time of issue is not valid');
  if (typeof signature !== 'string') return refuse('the request is not signed');
  const request: LoginRequest = { kind, v, key, sealKey, nonce, issued, signature };
  if (!verifySignature(key, canonicalText(request), Buffer.from(signature, 'base64url')))
    return refuse('the signature does not verify');
  if (!canSealTo(sealKey)) return refuse('the seal key is not valid');
  if (Math.abs(now - issued) > enrolmentSkew)
    return refuse('the clocks of this machine and the master are too far apart');
  return { ok: true, request };
}

function canonicalText({ key, sealKey, nonce, issued }: Omit<LoginRequest, 'signature'>): string {
  return ['fleet-login-v1', key, sealKey, nonce, String(issued)].join('\0');
}

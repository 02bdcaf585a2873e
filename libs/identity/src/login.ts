import type { LoginRequest } from '@fleet/protocol';
import { keyProof, proofProblem, type KeyProof } from './key-proof.js';
import type { Signer } from './nkeys.js';

export type LoginVerdict =
  { readonly ok: true; readonly request: LoginRequest } | { readonly ok: false; readonly reason: string };

export function createLoginRequest(operator: Signer, sealKey: string, now: number = Date.now()): LoginRequest {
  return { kind: 'login', v: 1, ...keyProof(operator, sealKey, now, canonicalText) };
}

/** Whether what came off the wire is a request by the owner of its `key`, for its `sealKey`, made now. */
export function verifyLoginRequest(value: unknown, now: number = Date.now()): LoginVerdict {
  const { kind, v, key, sealKey, nonce, issued, signature } = (value ?? {}) as LoginRequest;
  if (kind !== 'login' || v !== 1) return { ok: false, reason: 'not a login request of this version' };
  const request: LoginRequest = { kind, v, key, sealKey, nonce, issued, signature };
  const reason = proofProblem(request, now, canonicalText);
  return reason === undefined ? { ok: true, request } : { ok: false, reason };
}

function canonicalText({ key, sealKey, nonce, issued }: Omit<KeyProof, 'signature'>): string {
  return ['fleet-login-v1', key, sealKey, nonce, String(issued)].join('\0');
}

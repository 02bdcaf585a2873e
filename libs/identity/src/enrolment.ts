import { isMinionId, type Admission, type EnrolRequest, type Signed } from '@fleet/protocol';
import { keyProof, proofProblem, type KeyProof } from './key-proof.js';
import type { Signer } from './nkeys.js';
import { openSeal, sealTo } from './seal.js';
import { contexts, signText, verifySigned } from './signed.js';

export type EnrolVerdict =
  { readonly ok: true; readonly request: EnrolRequest } | { readonly ok: false; readonly reason: string };

export function createEnrolRequest(
  owner: Signer,
  minion: string,
  sealKey: string,
  now: number = Date.now(),
): EnrolRequest {
  return { kind: 'enrol', v: 1, minion, ...keyProof(owner, sealKey, now, canonicalText(minion)) };
}

/** Whether what came off the wire is a request by the owner of its `key`, for its `sealKey`, made now. */
export function verifyEnrolRequest(value: unknown, now: number = Date.now()): EnrolVerdict {
  const { kind, v, minion, key, sealKey, nonce, issued, signature } = (value ?? {}) as EnrolRequest;
  if (kind !== 'enrol' || v !== 1) return { ok: false, reason: 'not an enrol request of this version' };
  if (!isMinionId(minion)) return { ok: false, reason: 'the minion id is not valid' };
  const request: EnrolRequest = { kind, v, minion, key, sealKey, nonce, issued, signature };
  const reason = proofProblem(request, now, canonicalText(minion));
  return reason === undefined ? { ok: true, request } : { ok: false, reason };
}

/** Readable by the minion that asked alone, and signed by a key that the root which it has pinned names. */
export function sealAdmission(
  master: Signer,
  request: Pick<EnrolRequest, 'key' | 'sealKey'>,
  admission: Admission,
): Signed {
  return signText(
    master,
    contexts.admission,
    sealTo(request.sealKey, JSON.stringify(admission), sealContext(request.key)),
  );
}

/**
 * @param masterKeys the keys that are good now ({@link goodKeys})
 * @param own the minion's request that this answers, and its private seal key
 * @returns `undefined` where none of these keys signed it, the seal is not for this minion, or it answers another request.
 */
export function openAdmission(
  masterKeys: readonly string[],
  own: { readonly request: Pick<EnrolRequest, 'key' | 'nonce'>; readonly privateKey: string },
  signed: unknown,
): Admission | undefined {
  const verified = verifySigned(masterKeys, contexts.admission, signed);
  if (!verified.ok) return undefined;
  try {
    const admission = JSON.parse(
      openSeal(own.privateKey, verified.text, sealContext(own.request.key)).toString('utf8'),
    ) as Admission;
    return admission.nonce === own.request.nonce &&
      typeof admission.jwt === 'string' &&
      Array.isArray(admission.servers)
      ? admission
      : undefined;
  } catch {
    return undefined;
  }
}

function sealContext(key: string): string {
  return `admission|${key}`;
}

function canonicalText(minion: string): (claims: Omit<KeyProof, 'signature'>) => string {
  return ({ key, sealKey, nonce, issued }) =>
    ['fleet-enrol-v1', minion, key, sealKey, nonce, String(issued)].join('\0');
}

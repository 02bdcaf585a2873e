import { randomBytes } from 'node:crypto';
import { isMinionId, type Admission, type EnrolRequest, type Signed } from '@fleet/protocol';
import { isPublicKey, verifySignature, type Signer } from './nkeys.js';
import { canSealTo, isSealKey, openSeal, sealTo } from './seal.js';
import { contexts, signText, verifySigned } from './signed.js';

/** How far apart the clocks of minion and master may be when a minion enrols, and how old a request may get; milliseconds. */
export const enrolmentSkew = 10 * 60_000;

export type EnrolVerdict =
  { readonly ok: true; readonly request: EnrolRequest } | { readonly ok: false; readonly reason: string };

export function createEnrolRequest(
  minion: Signer,
  id: string,
  sealKey: string,
  now: number = Date.now(),
): EnrolRequest {
  const unsigned = {
    kind: 'enrol',
    v: 1,
    minion: id,
    key: minion.publicKey,
    sealKey,
    nonce: randomBytes(16).toString('base64url'),
    issued: now,
  } as const;
  return { ...unsigned, signature: minion.sign(canonicalText(unsigned)).toString('base64url') };
}

/** Whether what came off the wire is a request by the owner of its `key`, for its `sealKey`, made now. */
export function verifyEnrolRequest(value: unknown, now: number = Date.now()): EnrolVerdict {
  const refuse = (reason: string): EnrolVerdict => ({ ok: false, reason });
  if (typeof value !== 'object' || value === null) return refuse('not an enrol request');
  const request = value as EnrolRequest;
  if (request.kind !== 'enrol' || request.v !== 1) return refuse('not an enrol request of this version');
  if (!isMinionId(request.minion)) return refuse('the minion id is not valid');
  if (!isPublicKey(request.key, 'user')) return refuse('the key is not a public user key');
  if (!isSealKey(request.sealKey)) return refuse('the seal key is not valid');
  if (typeof request.nonce !== 'string' || !/^[A-Za-z0-9_-]{22}$/.test(request.nonce))
    return refuse('the nonce is not valid');
  if (typeof request.issued !== 'number' || !Number.isSafeInteger(request.issued))
    return refuse('the time of issue is not valid');
  if (typeof request.signature !== 'string') return refuse('the request is not signed');
  if (!verifySignature(request.key, canonicalText(request), Buffer.from(request.signature, 'base64url')))
    return refuse('the signature does not verify');
  if (!canSealTo(request.sealKey)) return refuse('the seal key is not valid');
  if (Math.abs(now - request.issued) > enrolmentSkew)
    return refuse('the clocks of minion and master are too far apart');
  const { kind, v, minion, key, sealKey, nonce, issued, signature } = request;
  return { ok: true, request: { kind, v, minion, key, sealKey, nonce, issued, signature } };
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

function canonicalText(request: Omit<EnrolRequest, 'signature'>): string {
  return ['fleet-enrol-v1', request.minion, request.key, request.sealKey, request.nonce, String(request.issued)].join(
    '\0',
  );
}

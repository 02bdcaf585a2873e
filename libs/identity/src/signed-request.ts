import { randomBytes } from 'node:crypto';
import type { Signed } from '@fleet/protocol';
import { decodePublicKey, type Signer } from './nkeys.js';
import { contexts, signText, verifySigned } from './signed.js';

/** How far apart the clocks of operator and master may be, and how old a request may get; milliseconds. */
export const requestSkew = 5 * 60_000;

interface RequestFrame {
  readonly method: string;
  /** Never twice: the master takes each once. */
  readonly nonce: string;
  /** Milliseconds since the epoch. */
  readonly issued: number;
  readonly body: unknown;
}

export type OpenedRequest =
  /** From `expires` on, its age alone refuses it. */
  | { readonly ok: true; readonly body: unknown; readonly nonce: string; readonly expires: number }
  | { readonly ok: false; readonly reason: 'malformed' | 'bad-signature' | 'expired' };

/**
 * What an operator asks, signed with the operator's own key: whoever runs the bus can forge the subject that a message came by, but not this. Every
 * command of the fleet begins with one of these.
 */
export function signRequest(operator: Signer, method: string, body: unknown, now: number = Date.now()): Signed {
  const frame: RequestFrame = { method, nonce: randomBytes(16).toString('base64url'), issued: now, body };
  return signText(operator, contexts.request, JSON.stringify(frame));
}

/**
 * @param operatorKey `U…`, from the subject
 * @param method from the subject
 * @param parse reads the signed text, as strictly as any other message is read; what it throws is taken for malformed
 */
export function openRequest(
  operatorKey: string,
  method: string,
  value: unknown,
  parse: (text: string) => unknown = JSON.parse,
  now: number = Date.now(),
): OpenedRequest {
  const key = decodePublicKey(operatorKey).bytes.toString('base64url');
  const verified = verifySigned([key], contexts.request, value);
  if (!verified.ok) return { ok: false, reason: verified.reason === 'malformed' ? 'malformed' : 'bad-signature' };
  const frame = frameIn(verified.text, parse);
  if (frame?.method !== method) return { ok: false, reason: 'malformed' };
  if (Math.abs(now - frame.issued) > requestSkew) return { ok: false, reason: 'expired' };
  return { ok: true, body: frame.body, nonce: frame.nonce, expires: frame.issued + requestSkew };
}

function frameIn(text: string, parse: (text: string) => unknown): RequestFrame | undefined {
  try {
    const frame = parse(text) as Partial<RequestFrame> | null;
    const { method, nonce, issued } = frame ?? {};
    const good =
      typeof method === 'string' &&
      typeof nonce === 'string' &&
      /^[A-Za-z0-9_-]{22}$/.test(nonce) &&
      Number.isSafeInteger(issued);
    return good ? (frame as RequestFrame) : undefined;
  } catch {
    return undefined;
  }
}

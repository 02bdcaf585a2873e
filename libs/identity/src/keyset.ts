import type { Keyset, KeysetKey, SignedKeyset } from '@fleet/protocol';
import type { Signer } from './nkeys.js';
import { contexts, signText, verifySigned } from './signed.js';

/** Whom somebody believes: the root that was pinned or has followed it, and the keys that it named last. */
export interface TrustAnchor {
  /** Raw Ed25519 public key, base64url. */
  readonly root: string;
  /** Of the keyset that is known; 0: none yet. */
  readonly serial: number;
  /** Of the keyset that is known, to notice another one of the same serial. */
  readonly text: string;
  readonly keys: readonly KeysetKey[];
}

export type Followed =
  | { readonly ok: true; readonly anchor: TrustAnchor }
  /** `stale`: nothing newer. `forked`: another text for a serial that is known. `unsigned`: not by the root that is believed. */
  | { readonly ok: false; readonly reason: 'malformed' | 'stale' | 'forked' | 'unsigned' };

/** Characters of one keyset, and keysets in one answer: more than a fleet makes in a century. */
const longest = 64 * 1024;
const most = 4096;

/** Nothing is known but the root, from a join token. */
export function pinRoot(root: string): TrustAnchor {
  return { root, serial: 0, text: '', keys: [] };
}

export function signKeyset(keyset: Keyset, roots: readonly Signer[]): SignedKeyset {
  const text = JSON.stringify(keyset);
  const signatures = roots.map((root) => {
    const { kid, signature } = signText(root, contexts.keyset, text);
    return { kid, signature };
  });
  return { v: 1, text, signatures };
}

/**
 * Walks from what is believed to the newest keyset, step by step, in the order of serials: each is signed by the root before it, and one that
 * names another root by that one too. A single bad step is a refusal of the whole walk.
 */
export function followKeysets(anchor: TrustAnchor, keysets: unknown): Followed {
  const steps = readKeysets(keysets);
  if (!steps) return { ok: false, reason: 'malformed' };
  let at = anchor;
  for (const { signed, keyset } of steps) {
    if (keyset.serial === at.serial && signed.text !== at.text) return { ok: false, reason: 'forked' };
    if (keyset.serial <= at.serial) continue;
    if (!signedBy(at.root, signed) || !signedBy(keyset.root, signed)) {
      // Who has only just pinned a root does not know those before it.
      if (at.serial === 0) continue;
      return { ok: false, reason: 'unsigned' };
    }
    at = { root: keyset.root, serial: keyset.serial, text: signed.text, keys: keyset.keys };
  }
  if (at.serial === 0) return { ok: false, reason: 'unsigned' };
  return at === anchor ? { ok: false, reason: 'stale' } : { ok: true, anchor: at };
}

/** Keys that are good at this moment (milliseconds since the epoch). */
export function goodKeys({ keys }: Pick<TrustAnchor, 'keys'>, now: number): string[] {
  return keys.flatMap(({ key, until }) => (until === undefined || now <= until ? [key] : []));
}

/** @returns `undefined` for a text that is no keyset */
export function readKeyset(signed: Pick<SignedKeyset, 'text'>): Keyset | undefined {
  try {
    const value = JSON.parse(signed.text) as Partial<Keyset> | null;
    return value !== null && isKeyset(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function readKeysets(value: unknown): { readonly signed: SignedKeyset; readonly keyset: Keyset }[] | undefined {
  if (!Array.isArray(value) || value.length > most) return undefined;
  const read: { signed: SignedKeyset; keyset: Keyset }[] = [];
  for (const item of value as unknown[]) {
    if (!isSignedKeyset(item)) return undefined;
    const keyset = readKeyset(item);
    if (!keyset) return undefined;
    read.push({ signed: item, keyset });
  }
  return read.sort((a, b) => a.keyset.serial - b.keyset.serial);
}

function signedBy(root: string, { text, signatures }: SignedKeyset): boolean {
  return signatures.some(
    ({ kid, signature }) => verifySigned([root], contexts.keyset, { v: 1, kid, text, signature }).ok,
  );
}

function isSignedKeyset(value: unknown): value is SignedKeyset {
  const { v, text, signatures } = (value ?? {}) as Partial<SignedKeyset>;
  return (
    v === 1 &&
    typeof text === 'string' &&
    text.length <= longest &&
    Array.isArray(signatures) &&
    signatures.length <= 8 &&
    signatures.every((one: unknown) => {
      const { kid, signature } = (one ?? {}) as Record<string, unknown>;
      return typeof kid === 'string' && typeof signature === 'string';
    })
  );
}

function isKeyset(value: Partial<Keyset>): value is Keyset {
  const { kind, v, serial, issued, root, keys } = value;
  return (
    kind === 'keyset' &&
    v === 1 &&
    Number.isSafeInteger(serial) &&
    (serial as number) > 0 &&
    Number.isSafeInteger(issued) &&
    isRawKey(root) &&
    Array.isArray(keys) &&
    keys.every((one: unknown) => {
      const { key, until } = (one ?? {}) as Partial<KeysetKey>;
      return isRawKey(key) && (until === undefined || Number.isSafeInteger(until));
    })
  );
}

function isRawKey(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z0-9_-]{43}$/.test(value);
}

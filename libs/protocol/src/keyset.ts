/**
 * Which keys may sign for the master. The root signs it, and minions know the root from their join token. A keyset with another root than the
 * one before is signed by both.
 */
export interface Keyset {
  readonly kind: 'keyset';
  readonly v: 1;
  /** 1, 2, …: only ever greater. */
  readonly serial: number;
  /** Milliseconds since the epoch. */
  readonly issued: number;
  /** Raw Ed25519 public key of the root, base64url. */
  readonly root: string;
  readonly keys: readonly KeysetKey[];
}

export interface KeysetKey {
  /** Raw Ed25519 public key, base64url. */
  readonly key: string;
  /** Milliseconds since the epoch: a key that was replaced is good for that long. */
  readonly until?: number;
}

/** `signatures` are over the exact `text`, each by the root that its `kid` names. */
export interface SignedKeyset {
  readonly v: 1;
  readonly text: string;
  readonly signatures: readonly { readonly kid: string; readonly signature: string }[];
}

import type { Signed } from './commands.js';

export interface EnrolRequest {
  readonly kind: 'enrol';
  readonly v: 1;
  readonly minion: string;
  /** Public nkey (`U…`). */
  readonly key: string;
  /** Raw X25519 public key, base64url. */
  readonly sealKey: string;
  readonly nonce: string;
  readonly issued: number;
  /** Ed25519 of the minion's nkey over the canonical text of the fields above (see room identity). */
  readonly signature: string;
}

export type EnrolAnswer =
  | { readonly state: 'pending'; readonly fingerprint: string }
  | { readonly state: 'rejected'; readonly reason: string }
  /** `sealed`: JSON of {@link Admission}, sealed to the minion; `signed`: over the seal, by the pinned master key. */
  | { readonly state: 'accepted'; readonly admission: Signed };

export interface Admission {
  readonly jwt: string;
  readonly servers: readonly string[];
  /** Raw Ed25519 public key of the master's command signer, base64url. */
  readonly masterKey: string;
  readonly nonce: string;
}

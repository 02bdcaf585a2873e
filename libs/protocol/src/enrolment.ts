import type { Signed } from './commands.js';
import type { ServerTrust } from './server-trust.js';
import type { SignedKeyset } from './keyset.js';

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
  /** JSON of {@link Admission}, sealed to the minion, then signed by a key that the newest of the keysets names. */
  | { readonly state: 'accepted'; readonly admission: Signed; readonly keysets: readonly SignedKeyset[] };

export interface Admission {
  readonly jwt: string;
  readonly servers: readonly string[];
  /** Absent: the bus is not encrypted. */
  readonly tls?: ServerTrust;
  readonly nonce: string;
}

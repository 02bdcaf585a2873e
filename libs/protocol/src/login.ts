/** Somebody with a login token asks to become an operator; over the subject on which minions ask to be let in. */
export interface LoginRequest {
  readonly kind: 'login';
  readonly v: 1;
  /** Public nkey (`U…`), made where fleetctl runs. */
  readonly key: string;
  /** Raw X25519 public key, base64url: the answer is sealed to it. */
  readonly sealKey: string;
  readonly nonce: string;
  readonly issued: number;
  /** Ed25519 of the nkey over the canonical text of the fields above (see room identity). */
  readonly signature: string;
}

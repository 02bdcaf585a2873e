import { encodeJwt } from './jwt.js';
import type { Signer } from './nkeys.js';

export interface UserDescription {
  readonly publicKey: string;
  /** Account identity key (`A…`); the issuer is one of its scoped keys. */
  readonly account: string;
  readonly name: string;
  /** Seconds since the epoch. */
  readonly issued: number;
  /** Seconds since the epoch; the server ends the connection then. */
  readonly expires?: number;
}

/** A user of a scoped key. It carries no rights of its own: the server refuses one that does. */
export function userJwt(scopedKey: Signer, user: UserDescription): string {
  return encodeJwt(scopedKey, {
    ...(user.expires === undefined ? {} : { exp: user.expires }),
    iat: user.issued,
    name: user.name,
    sub: user.publicKey,
    nats: { issuer_account: user.account, type: 'user', version: 2 },
  });
}

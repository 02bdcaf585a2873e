import { createHash } from 'node:crypto';
import { encodeBase32 } from './base32.js';
import { isPublicKey, verifySignature, type Signer } from './nkeys.js';

/** The claims of a NATS JWT (version 2). Times are seconds since the epoch, as everywhere in JWTs. */
export interface Claims {
  readonly jti: string;
  readonly iat: number;
  readonly exp?: number;
  /** Public key of the one who signed. */
  readonly iss: string;
  readonly name: string;
  /** Public key of the one it is about. */
  readonly sub: string;
  readonly nats: Readonly<Record<string, unknown>> & {
    readonly type: 'operator' | 'account' | 'user';
    readonly version: 2;
  };
}

export class InvalidJwt extends Error {
  override readonly name = 'InvalidJwt';
  readonly code = 'invalid-jwt';
}

const header = Buffer.from('{"typ":"JWT","alg":"ed25519-nkey"}').toString('base64url');

export function encodeJwt(issuer: Signer, claims: Omit<Claims, 'jti' | 'iss'>): string {
  const { exp, iat, name, sub, nats } = claims;
  const body = { ...(exp === undefined ? {} : { exp }), iat, iss: issuer.publicKey, jti: '', name, sub, nats };
  body.jti = encodeBase32(createHash('sha512-256').update(JSON.stringify(body)).digest());
  const text = `${header}.${Buffer.from(JSON.stringify(body)).toString('base64url')}`;
  return `${text}.${issuer.sign(text).toString('base64url')}`;
}

/** The claims, after their signature by `iss` was verified. Who may issue what is for the caller to judge. @throws InvalidJwt */
export function decodeJwt(jwt: string): Claims {
  const [head, payload, signature, ...rest] = jwt.trim().split('.');
  if (head !== header || !payload || !signature || rest.length > 0) throw new InvalidJwt('not a NATS JWT');
  let claims: Claims;
  try {
    claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Claims;
  } catch (cause) {
    throw new InvalidJwt('the claims of the JWT are not JSON', { cause });
  }
  if (!isPublicKey(claims?.iss) || !isPublicKey(claims.sub))
    throw new InvalidJwt('the JWT names no issuer or no subject');
  if (!verifySignature(claims.iss, `${head}.${payload}`, Buffer.from(signature, 'base64url'))) {
    throw new InvalidJwt('the signature of the JWT does not verify');
  }
  return claims;
}

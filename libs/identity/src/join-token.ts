import { createHash } from 'node:crypto';
import { isServerTrust, type ServerTrust } from '@fleet/protocol';
import { decodeJwt } from './jwt.js';
import { signer } from './nkeys.js';

/** All that a machine needs to ask for admission, in one text that is pasted into its configuration. It allows the enrol subject alone. */
export interface JoinToken {
  readonly servers: readonly string[];
  /** How the server is known; absent: the bus is not encrypted. */
  readonly tls?: ServerTrust;
  /** Seed and JWT of the joiner. Secret until `expires`. */
  readonly seed: string;
  readonly jwt: string;
  /** Raw Ed25519 public key of the fleet's root, base64url: what the minion pins. */
  readonly root: string;
  /** Milliseconds since the epoch. */
  readonly expires: number;
}

export class InvalidJoinToken extends Error {
  override readonly name = 'InvalidJoinToken';
  readonly code = 'invalid-join-token';
}

const prefix = 'fleet-join-';

export function encodeJoinToken(token: JoinToken): string {
  const { servers, tls, seed, jwt, root, expires } = token;
  const body = Buffer.from(JSON.stringify({ v: 1, servers, tls, seed, jwt, root, expires })).toString('base64url');
  return `${prefix}${body}.${checksum(body)}`;
}

/** @throws InvalidJoinToken with a sentence for whoever pasted it. That it has expired is for the caller to say. */
export function decodeJoinToken(text: string): JoinToken {
  // Terminals wrap long lines; what was copied may hold line breaks.
  const compact = text.replace(/\s+/g, '');
  if (!compact.startsWith(prefix)) throw new InvalidJoinToken(`a join token begins with ${prefix}`);
  const [body = '', sum] = compact.slice(prefix.length).split('.');
  if (sum !== checksum(body)) throw new InvalidJoinToken('the join token is incomplete: copy all of it');
  try {
    const { v, servers, tls, seed, jwt, root, expires } = JSON.parse(
      Buffer.from(body, 'base64url').toString('utf8'),
    ) as Record<string, unknown>;
    if (v !== 1) throw new InvalidJoinToken('the join token is of a newer version of fleet');
    if (!Array.isArray(servers) || !servers.every((server) => typeof server === 'string') || servers.length === 0)
      throw new TypeError('servers');
    if (typeof seed !== 'string' || typeof jwt !== 'string' || typeof root !== 'string' || typeof expires !== 'number')
      throw new TypeError('fields');
    // Left out where it is broken, it would be a way to have everything sent in clear.
    if (tls !== undefined && !isServerTrust(tls)) throw new TypeError('tls');
    if (signer(seed).publicKey !== decodeJwt(jwt).sub) throw new TypeError('seed and JWT');
    return { servers: servers as string[], ...(tls !== undefined && { tls }), seed, jwt, root, expires };
  } catch (cause) {
    if (cause instanceof InvalidJoinToken) throw cause;
    throw new InvalidJoinToken('the join token is broken', { cause });
  }
}

function checksum(body: string): string {
  return createHash('sha256').update(body).digest('base64url').slice(0, 8);
}

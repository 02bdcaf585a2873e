import type { Jid } from './jid.js';

/**
 * What the master signs for minions. Texts that hold a tree's data (arguments, pillar, returns) travel as exact JSON text inside
 * (`stringifyExact` of room values), so that no digit is lost on the way.
 */

export type TargetType =
  | 'glob'
  | 'list'
  | 'pcre'
  | 'grain'
  | 'grain_pcre'
  | 'pillar'
  | 'pillar_pcre'
  | 'pillar_exact'
  | 'compound'
  | 'nodegroup'
  | 'ipcidr';

/** Characters that the expression of a target may have. */
export const longestTarget = 65_536;

/** `test.ping` */
export const functionName = /^[a-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)+$/;

export interface Target {
  readonly type: TargetType;
  readonly expression: string;
}

/** Travels as {@link Signed}; what the signature covers is the exact text. */
export interface Command {
  readonly kind: 'command';
  readonly v: 1;
  readonly jid: Jid;
  /** Milliseconds since the epoch. A minion refuses what is past `expires` or issued more than 60 s ahead of its clock. */
  readonly issued: number;
  /** Of the master's store; a minion refuses a lower one than it has seen: a restored master commands, and no longer the one before. */
  readonly epoch: number;
  readonly expires: number;
  /** Whom the master meant: one minion by key, or everybody that `target` matches. A minion refuses what is not for it. */
  readonly audience: { readonly minion: string } | { readonly everyone: true };
  readonly target: Target;
  readonly function: string;
  /** Exact JSON of a list. */
  readonly args: string;
  /** Exact JSON of a mapping. */
  readonly kwargs: string;
  /** Arguments that hold secrets, sealed to the one minion of the audience (room identity); `args` and `kwargs` are empty then. */
  readonly sealed?: string;
  /** State-tree revision to use; absent for functions that read no tree. */
  readonly revision?: string;
  /** Who asked, for the minion's log. */
  readonly operator: string;
  /** They said yes to what it destroys; without, the minion refuses to. */
  readonly confirmed?: boolean;
  /** They said yes to whatever its states destroy. */
  readonly destroy?: boolean;
  /** They may see secrets: the value as it is goes back sealed to this one-time key (raw X25519, base64url), beside the redacted one. */
  readonly reveal?: { readonly sealKey: string };
}

/** From the master to one minion, outside of any job: its pillar changed, its grains are asked for, keys were replaced. */
export interface Notice {
  readonly kind: 'notice';
  readonly v: 1;
  readonly issued: number;
  readonly expires: number;
  readonly audience: { readonly minion: string };
  /** `renew`: ask for a new JWT, and change the connection over to it. */
  readonly notice: 'refresh-pillar' | 'report-grains' | 'refresh-keyset' | 'renew';
  /** Of `renew`: milliseconds over which the minions that are told spread it; absent: what they think fit. */
  readonly within?: number;
}

/** `signature` (base64url, Ed25519) is over `fleet-signed-v1\0` + `context` + `\0` + `text`, UTF-8. */
export interface Signed {
  readonly v: 1;
  /** Public key id of the signer: the first 16 hex digits of SHA-256 of its raw public key. */
  readonly kid: string;
  readonly text: string;
  readonly signature: string;
}

import type { Trust } from '@fleet/bus';
import type { NewToken, UsedToken } from '@fleet/jobs';
import { tokenId, type JoinTokenRow, type ServerTrust } from '@fleet/protocol';
import { compileGlob } from '@fleet/targeting';

/** Milliseconds. */
export const usualLifetime = 3_600_000;
export const longestLifetime = 30 * 24 * 3_600_000;

/** Names of tokens are written into rules and command lines. */
export const tokenName = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/;

export interface TokenOrder extends Pick<NewToken, 'uses' | 'operator' | 'operatorKey' | 'name' | 'ids' | 'accept'> {
  readonly trust: Trust;
  /** Addresses that the new minion is told. */
  readonly servers: readonly string[];
  /** How it knows the server there. */
  readonly tls?: ServerTrust | undefined;
  readonly lifetime: number;
}

/** The text for the new machine, and the row that makes it good. The row holds nothing that could be used in its place. */
export function createJoinToken({ trust, servers, tls, lifetime, ...allowed }: TokenOrder): {
  readonly text: string;
  readonly row: NewToken;
} {
  const created = Date.now();
  const expires = created + lifetime;
  const { text, publicKey } = trust.mintJoinToken({ servers, tls, expires });
  return { text, row: { ...allowed, key: publicKey, created, expires } };
}

/** What a token allows, for the audit. */
export function tokenInWords({ uses, expires, name, ids, accept }: NewToken): string {
  return [
    ...(name === undefined ? [] : [`name ${name}`]),
    `uses ${uses}`,
    `expires ${new Date(expires).toISOString()}`,
    ...(ids === undefined ? [] : [`ids ${ids}`]),
    ...(accept === true ? ['accept'] : []),
  ].join(', ');
}

/** How people call it. */
export function calledToken({ key, name }: Pick<NewToken, 'key' | 'name'>): string {
  return name ?? tokenId(key);
}

export function tokenMeans({ ids }: Pick<NewToken, 'ids'>, minion: string): boolean {
  return ids === undefined || compileGlob(ids)(minion);
}

export function tokenRow(token: UsedToken, now: number): JoinTokenRow {
  const { key, name, ids, accept, uses, used, operator, created, expires, revoked } = token;
  const state =
    revoked !== undefined ? 'revoked' : expires <= now ? 'expired' : used.length >= uses ? 'used-up' : 'good';
  return {
    id: tokenId(key),
    ...(name !== undefined && { name }),
    ...(ids !== undefined && { ids }),
    ...{ accept, uses, operator, created, expires, state },
    used: used.map(({ minion = '', ...use }) => ({ minion, ...use })),
  };
}

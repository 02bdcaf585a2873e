import type { Trust } from '@fleet/bus';
import type { TokenRow } from '@fleet/jobs';

/** Milliseconds. */
export const usualLifetime = 3_600_000;
export const longestLifetime = 30 * 24 * 3_600_000;

export interface TokenWish {
  readonly trust: Trust;
  /** Addresses that the new minion is told. */
  readonly servers: readonly string[];
  /** Minions that may enrol with it. */
  readonly uses: number;
  readonly lifetime: number;
  readonly operator: string;
}

/** The text for the new machine, and the row that makes it good. The row holds nothing that could be used in its place. */
export function createJoinToken({ trust, servers, uses, lifetime, operator }: TokenWish): {
  readonly text: string;
  readonly row: TokenRow;
} {
  const created = Date.now();
  const expires = created + lifetime;
  const { text, publicKey } = trust.mintJoinToken({ servers, expires });
  return { text, row: { key: publicKey, created, expires, uses, operator } };
}

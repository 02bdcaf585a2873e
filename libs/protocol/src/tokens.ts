import type { KeyState } from './keys.js';

/** A join token as operators see it: what it allows and who came with it, never the secret. */
export interface JoinTokenRow {
  /** Short for people: the first eight characters of the key behind its `U`. */
  readonly id: string;
  readonly name?: string;
  /** Glob that ids have to match. */
  readonly ids?: string;
  /** Its minions are let in without a further question. */
  readonly accept: boolean;
  readonly uses: number;
  readonly used: readonly {
    readonly minion: string;
    readonly key: string;
    readonly at: number;
    readonly state?: KeyState;
  }[];
  readonly operator: string;
  readonly created: number;
  readonly expires: number;
  /** `good`: further minions may come with it. */
  readonly state: 'good' | 'used-up' | 'expired' | 'revoked';
}

export interface JoinTokenWish {
  readonly uses?: number;
  /** Milliseconds. */
  readonly lifetime?: number;
  readonly ids?: string;
  readonly accept?: boolean;
  readonly name?: string;
}

/** What operators call a token that has no name. */
export function tokenId(key: string): string {
  return key.slice(1, 9);
}

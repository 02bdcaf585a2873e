export type KeyState = 'pending' | 'accepted' | 'rejected';

export interface KeyRow {
  readonly minion: string;
  readonly key: string;
  readonly state: KeyState;
  /** base32 groups that minion and master both show. */
  readonly fingerprint: string;
  readonly enrolled: number;
  readonly decided?: number;
  /** The how many-th key it is that was accepted for its id, from 1; absent: it never was. */
  readonly incarnation?: number;
  /** Name or short id of the join token that it came with. */
  readonly token?: string;
  /** Where it asked from, as the server of the bus saw it. */
  readonly address?: string;
  /** Of one that waits: the accepted key of the same id. `up`: its minion is connected right now. */
  readonly replaces?: {
    readonly key: string;
    readonly fingerprint: string;
    readonly incarnation: number;
    readonly up: boolean;
  };
  /** Of a rejected one: the key that took its place. */
  readonly successor?: string;
}

/** Ids (globs allowed), fingerprints or keys; or all that are pending. */
export interface KeyChoice {
  readonly minions?: readonly string[];
  readonly allPending?: boolean;
  /** Accept in the place of the key that is accepted now. */
  readonly replace?: boolean;
}

/** What became of a {@link KeyChoice}. */
export interface KeyChanges {
  readonly changed: readonly KeyRow[];
  /** Keys that were accepted until now, and whose place was taken. */
  readonly replaced?: readonly KeyRow[];
  /** Keys that stay as they were, because others are accepted for their ids. */
  readonly left?: readonly KeyRow[];
}

/**
 * Whether a name in a {@link KeyChoice} is a fingerprint or a public key. It means that one key then and never an id: minions choose their
 * ids, and one could call itself like the key of another.
 */
export function namesOneKey(name: string): boolean {
  return /^([A-Z2-7]{4}-){7}[A-Z2-7]{4}$/.test(name) || /^U[A-Z2-7]{55}$/.test(name);
}

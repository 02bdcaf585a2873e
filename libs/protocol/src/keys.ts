export type KeyState = 'pending' | 'accepted' | 'rejected';

export interface KeyRow {
  readonly minion: string;
  readonly key: string;
  readonly state: KeyState;
  /** base32 groups that minion and master both show. */
  readonly fingerprint: string;
  readonly enrolled: number;
  readonly decided?: number;
}

/** Ids (globs allowed), or all that are pending. */
export interface KeyChoice {
  readonly minions?: readonly string[];
  readonly allPending?: boolean;
}

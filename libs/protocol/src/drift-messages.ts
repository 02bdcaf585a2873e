import type { Jid } from './jid.js';

/**
 * Why something is not as it is wished. `corrective`: what is wished is what was applied last, so the machine moved. `intentional`: the wish moved (tree, pillar
 * or grains), or was never applied. `unknown`: the minion does not know any more what it applied.
 */
export type DriftKind = 'corrective' | 'intentional' | 'unknown';

/** One chunk of one minion. */
export interface DriftRow {
  readonly minion: string;
  readonly sls: string;
  readonly id: string;
  readonly name: string;
  /** `file.managed` */
  readonly state: string;
  readonly kind: DriftKind;
  /** When a check found it first, and last; milliseconds since the epoch. */
  readonly since: number;
  readonly seen: number;
  readonly comment: string;
  /** Exact JSON of what would change, redacted; a sentence where it is too long to be kept. `drift_show` alone. */
  readonly changes?: string;
}

/** When a minion was checked last, by what was looked at: `highstate`, or names of SLS. */
export interface DriftCheckRow {
  readonly minion: string;
  readonly scope: string;
  readonly jid: Jid;
  readonly at: number;
  /** Chunks that it found besides those that are kept. */
  readonly more?: number;
  /** Why it says nothing, or not everything. */
  readonly failed?: string;
}

/** `sls`, `minion`: globs. `since`: what was found first at that time or later. */
export interface DriftAsk {
  readonly minion?: string;
  readonly sls?: string;
  readonly kind?: DriftKind;
  readonly since?: number;
}

/** `left`: rows that one answer has no room for. */
export interface DriftAnswer {
  readonly drift: readonly DriftRow[];
  readonly left: number;
  /** Of `drift_show` all, of `drift_list` those that failed or found more than is kept. */
  readonly checks: readonly DriftCheckRow[];
  /** Accepted minions that are meant: how many were checked, when the first and the last of them, and how many never were. */
  readonly minions: {
    readonly checked: number;
    readonly unchecked: number;
    readonly oldest?: number;
    readonly newest?: number;
  };
}

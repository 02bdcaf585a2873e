import type { Jid, SilenceReason, Target } from '@fleet/protocol';

export interface ExpectedMinion {
  readonly minion: string;
  readonly key: string;
}

export interface NewJob {
  readonly jid: Jid;
  readonly function: string;
  readonly target: Target;
  /** Exact JSON, redacted: this is what is kept and shown. */
  readonly args: string;
  readonly kwargs: string;
  readonly operator: string;
  readonly created: number;
  readonly timeout?: number;
  /** Nobody is sent the command later than this; milliseconds since the epoch. */
  readonly expires?: number;
  /** It waits for minions that are away, until it expires. */
  readonly queue?: boolean;
  readonly revision?: string;
  /** Of a wave: the rollout that it is of, and which of its steps. */
  readonly rollout?: string;
  readonly step?: string;
  /** The job that it repeats. */
  readonly rerunOf?: Jid;
  /** `drift`: what it returns is kept as drift; `gate`: it asks a gate of a rollout. */
  readonly kind?: 'drift' | 'gate';
  readonly minions: readonly ExpectedMinion[];
}

export interface ExpectedRow extends ExpectedMinion {
  readonly acknowledged?: number;
  readonly returned: boolean;
  /** Of a job that has not ended: it was withdrawn from this minion. */
  readonly silence?: SilenceReason;
}

/** A job that had not ended when it was read. */
export interface RunningJob {
  readonly jid: Jid;
  readonly created: number;
  readonly timeout?: number;
  readonly expires?: number;
  readonly queue: boolean;
  readonly revision?: string;
  readonly function: string;
  readonly minions: readonly ExpectedRow[];
}

/** Why a minion that was expected gave nothing. */
export interface Silence {
  readonly key: string;
  readonly reason: SilenceReason;
}

/** `unknown-job`: nobody asked for it here. `not-asked`: somebody did, but not this minion. `late`: stored, after its job had ended. */
export type Recorded = 'stored' | 'late' | 'duplicate' | 'unknown-job' | 'not-asked';

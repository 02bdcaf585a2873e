import type { Target } from './commands.js';
import type { Jid } from './jid.js';
import type { JobEvent, JobRequest } from './job-messages.js';

/** A number of minions, or a part of all that the rollout is for. */
export type Share = { readonly count: number } | { readonly percent: number };

/**
 * What has to hold before the next wave begins, asked of the minions of the last one. `function`: a call that succeeds, and does not answer
 * `false`. `state`: a dry run of the call itself, or of `sls`, that would change nothing. `http`: each minion asks the address, and gets a status below 400.
 */
export type RolloutGate =
  | { readonly gate: 'function'; readonly function: string; readonly args: string; readonly kwargs: string }
  | { readonly gate: 'state'; readonly sls?: readonly string[] }
  | { readonly gate: 'http'; readonly url: string };

export interface RolloutRequest {
  /** What each wave runs. */
  readonly call: Pick<
    JobRequest,
    'target' | 'function' | 'args' | 'kwargs' | 'timeout' | 'confirmed' | 'confirmedMinions' | 'destroy'
  >;
  /** Minions of each wave; absent: all that the canary leaves are one. */
  readonly batch?: Share;
  /** Minions of a first wave that is smaller. */
  readonly canary?: number;
  /** Milliseconds between the end of a wave and its gates, or the next wave. */
  readonly wait?: number;
  /** Minions that may fail, over the whole rollout; absent: none. */
  readonly maxFailures?: Share;
  readonly gates?: readonly RolloutGate[];
  /** Milliseconds for which the gates have to hold. */
  readonly hold?: number;
  /** Where it fails: apply the tree revision that the minions had before. */
  readonly revert?: boolean;
  /** Answer with every event until it rests or has ended. */
  readonly watch: boolean;
}

/** Milliseconds: of `wait` and of `hold`. */
export const longestRolloutStep = 7 * 24 * 3_600_000;

export type RolloutState =
  | 'planned'
  | 'canary'
  | 'wave'
  | 'waiting'
  | 'gate'
  | 'paused'
  | 'reverting'
  | 'done'
  | 'failed'
  | 'reverted'
  | 'aborted';

export const endedRollouts: readonly RolloutState[] = ['done', 'failed', 'reverted', 'aborted'];

/** `gone`: its key is not accepted any more. */
export type RolloutFailure = 'failed' | 'silent' | 'gone' | 'gate';

export interface RolloutWave {
  /** `canary`, or `wave 2`; of a revert: `revert`. */
  readonly name: string;
  readonly size: number;
  /** `left`: aborted while its job ran. `skipped`: it never began. */
  readonly state: 'planned' | 'running' | 'settling' | 'gate' | 'done' | 'failed' | 'left' | 'skipped';
  readonly jid?: Jid;
  readonly started?: number;
  /** When its job had ended. */
  readonly ended?: number;
  readonly failed: readonly { readonly minion: string; readonly why: RolloutFailure }[];
  /** How often its gates have been asked, and since when they hold. */
  readonly asked?: number;
  /** The job that asked one last. */
  readonly gate?: Jid;
  readonly heldSince?: number;
}

export interface RolloutRow {
  readonly id: string;
  readonly created: number;
  readonly ended?: number;
  readonly operator: string;
  readonly function: string;
  readonly target: Target;
  /** Exact JSON, redacted. */
  readonly args: string;
  readonly kwargs: string;
  /** Of the state tree; all waves get this one. */
  readonly revision?: string;
  readonly state: RolloutState;
  /** Of one that is paused: what it goes on with. */
  readonly within?: RolloutState;
  /** Why it is paused, has failed, or does not go on at the moment. */
  readonly reason?: string;
  readonly size: number;
  readonly failures: number;
  readonly maxFailures: number;
  readonly wait: number;
  readonly hold: number;
  /** As they were asked for. */
  readonly gates: readonly string[];
  readonly revert: boolean;
  readonly waves: readonly RolloutWave[];
}

export interface RolloutDetails extends RolloutRow {
  /** Ids, wave by wave. */
  readonly minions: readonly (readonly string[])[];
  /** Revisions that a revert goes back to, with who goes back to them. */
  readonly before?: readonly { readonly revision: string; readonly minions: readonly string[] }[];
}

/** First `rollout`, then whatever happens; the last is a `rollout` that has ended. */
export type RolloutEvent =
  | { readonly event: 'rollout'; readonly rollout: RolloutRow }
  /** Of the job of the wave that is going on. */
  | { readonly event: 'job'; readonly id: string; readonly wave: string; readonly job: JobEvent };

export function isRolloutId(text: string): boolean {
  return /^[0-9a-f]{10}$/.test(text);
}

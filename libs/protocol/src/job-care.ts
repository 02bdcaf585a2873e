import type { Jid } from './jid.js';
import type { JobOutcome, JobRequest, JobRow } from './job-messages.js';

/** What is done with jobs once they are there. */
export interface JobListAsk {
  readonly limit?: number;
  /** Globs. */
  readonly function?: string;
  readonly operator?: string;
  /** Milliseconds since the epoch; both included. */
  readonly since?: number;
  readonly until?: number;
  readonly outcome?: JobOutcome;
  /** The id of one that was asked. */
  readonly minion?: string;
  /** Older ones than this. */
  readonly before?: Jid;
  /** Also those that ask gates of rollouts. */
  readonly gates?: boolean;
}

export interface JobRerunAsk extends Pick<
  JobRequest,
  'watch' | 'confirmed' | 'confirmedMinions' | 'destroy' | 'timeout' | 'queue' | 'expires'
> {
  readonly jid: Jid;
  /** For those alone that failed or were silent. */
  readonly failed?: boolean;
}

/** What was done to end a job; what came of it on the minions is what the job `told` comes to. */
export interface JobKilled {
  /** The job that tells them to end it. */
  readonly told?: { readonly jid: Jid; readonly minions: readonly string[] };
  /** Those that had not got it, and will not. */
  readonly withdrawn: readonly string[];
  /** Of those that are told: they are not connected, and hear of it when they come back. */
  readonly away: readonly string[];
}

export interface MinionWork {
  readonly minion: string;
  readonly up: boolean;
  /** Of one that is not connected: since when. */
  readonly since?: number;
  readonly jobs: readonly JobAtMinion[];
}

/** In the order in which they run, wait and come. */
export interface JobAtMinion extends Partial<Pick<JobRow, 'function' | 'args' | 'kwargs' | 'operator'>> {
  readonly jid: Jid;
  /**
   * `running`: the minion works on it. `waiting`: it has it, and another state run goes first. `sent`: it has not acknowledged it. `queued`: it gets it when it comes back.
   */
  readonly stands: 'running' | 'waiting' | 'sent' | 'queued';
  /** Since when it stands so, as far as that is known; milliseconds since the epoch. */
  readonly since?: number;
  /** What it said last. */
  readonly progress?: string;
  /** Of a queued one: until when it may be delivered. */
  readonly until?: number;
}

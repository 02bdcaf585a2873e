import type { Signed, Target } from './commands.js';
import type { Jid } from './jid.js';
import type { Return } from './minion-messages.js';
import type { DownReason } from './presence-messages.js';

export interface JobRequest {
  readonly target: Target;
  readonly function: string;
  readonly args: string;
  readonly kwargs: string;
  /** Milliseconds that minions have to return. */
  readonly timeout?: number;
  /** Wait for minions that are not connected until the job expires, and deliver it when they come back. */
  readonly queue?: boolean;
  /** Milliseconds for which the command may be delivered; with `queue` only, at most `longestQueued`. */
  readonly expires?: number;
  /** Answer with every event of the job until it has ended. */
  readonly watch: boolean;
  /** Whoever asks knows what is lost. Without it, what destroys something is refused with `confirmation-required`. */
  readonly confirmed?: boolean;
  /** Said yes to for these minions; where the target has come to mean others too, it is asked again. Absent: whoever it is. */
  readonly confirmedMinions?: readonly string[];
  /** And to whatever its states destroy, on all minions; without it, minions refuse what no plan shows and no formula had confirmed. */
  readonly destroy?: boolean;
  /** Of `state.apply_plan`: the {@link PlanHeader} as the master signed it. Function and arguments are those of the plan. */
  readonly plan?: Signed;
  /** Show secrets: minions seal what they redact to this one-time key (raw X25519, base64url). Takes a right of its own. */
  readonly reveal?: { readonly sealKey: string };
  /** `drift`: what it finds is kept, see {@link DriftRow}. Of a dry run of everything that is wished. */
  readonly kind?: 'drift';
}

export const longestQueued = 30 * 24 * 3_600_000;

/** `details` of the fault `confirmation-required`. */
export interface ConfirmationWanted {
  /** `cortensord.reset` or `system.reboot`, and what is lost. */
  readonly asks: readonly { readonly what: string; readonly loses: string }[];
  readonly minions: readonly string[];
}

export type SilenceReason =
  | { readonly code: 'never-connected' }
  | { readonly code: 'disconnected'; readonly since: number; readonly reason?: DownReason }
  | { readonly code: 'no-acknowledgement' }
  | { readonly code: 'still-running'; readonly since: number; readonly progress?: string }
  /** It was not delivered before it expired; milliseconds since the epoch. */
  | { readonly code: 'expired'; readonly at: number }
  /** It was withdrawn before it was delivered. */
  | { readonly code: 'cancelled'; readonly by: string }
  /** Two machines use the key of this minion: nothing that touches anything is sent there. */
  | { readonly code: 'duplicate' };

export interface Silent {
  readonly minion: string;
  readonly reason: SilenceReason;
}

/** Events of a watched job, in order: `created`, any of the others, `ended`. */
export type JobEvent =
  | {
      readonly event: 'created';
      readonly jid: Jid;
      readonly minions: readonly string[];
      readonly revision?: string;
      /** Ids that the target names and that no accepted minion has. */
      readonly unknown?: readonly string[];
      /** By unknown id: the one that was meant, most probably. */
      readonly near?: Readonly<Record<string, string>>;
    }
  | { readonly event: 'acknowledged'; readonly jid: Jid; readonly minion: string }
  | {
      readonly event: 'progress';
      readonly jid: Jid;
      readonly minion: string;
      readonly position?: number;
      readonly total?: number;
      readonly text: string;
    }
  /**
   * What a running job said, redacted; `start` is where it stands in all that it said, in bytes. `last`: it came with the return, which
   * follows.
   */
  | {
      readonly event: 'output';
      readonly jid: Jid;
      readonly minion: string;
      readonly start: number;
      readonly text: string;
      readonly last?: true;
    }
  /** Whoever is here has answered or is silent; the job waits for these, who get it when they come back. */
  | {
      readonly event: 'queued';
      readonly jid: Jid;
      readonly minions: readonly string[];
      readonly until: number;
      readonly silent: readonly Silent[];
    }
  | { readonly event: 'returned'; readonly jid: Jid; readonly minion: string; readonly return: Return }
  | {
      readonly event: 'ended';
      readonly jid: Jid;
      readonly silent: readonly Silent[];
    };

/**
 * `ok`: it has ended, and everybody did it. `failed`: somebody failed or is silent; `partial`: and somebody did it. `silent`: somebody did not answer. `running`: it
 * goes on. `queued`: and waits for minions that have not got it.
 */
export type JobOutcome = (typeof jobOutcomes)[number];
export const jobOutcomes = ['ok', 'failed', 'partial', 'silent', 'running', 'queued'] as const;

export interface JobRow {
  readonly jid: Jid;
  readonly function: string;
  readonly target: Target;
  /** Exact JSON, redacted. */
  readonly args: string;
  readonly kwargs: string;
  readonly operator: string;
  readonly created: number;
  readonly ended?: number;
  /** Of a queued job: until when it may be delivered. */
  readonly queuedUntil?: number;
  /** Minions that it waits for and that have not got it; of a queued job that has not ended. */
  readonly queued?: number;
  readonly expected: number;
  readonly returned: number;
  readonly failed: number;
  /** Of a wave: the rollout that it is of, and which of its steps. */
  readonly rollout?: string;
  readonly step?: string;
  /** Minions that did not answer, by the time that it ended. */
  readonly silent?: number;
  /** The job that it repeats. */
  readonly rerunOf?: Jid;
  /** `drift`: what it finds is kept; `gate`: it asks a gate of a rollout. */
  readonly kind?: 'drift' | 'gate';
  /** What its returns take in the store. */
  readonly octets?: number;
}

export interface JobDetails extends JobRow {
  readonly minions: readonly {
    readonly minion: string;
    readonly acknowledged?: number;
    readonly return?: Return;
    readonly silence?: SilenceReason;
    /** It gets the job when it comes back. */
    readonly queued?: true;
    /** What it said so far; of one that has not returned. `start`: bytes that are not kept, or never came. */
    readonly output?: { readonly start: number; readonly text: string };
  }[];
}

/** Part of the log of a job. */
export interface JobLogPart {
  readonly text: string;
  /** Where the next part begins. */
  readonly next: number;
  /** More is there by now. */
  readonly more: boolean;
  /** Nothing more comes: the job has ended, and this is the rest. */
  readonly ended: boolean;
  /** Why there is none. */
  readonly none?: 'off' | 'nothing-said' | 'not-kept';
}

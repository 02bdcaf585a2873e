import type { Target } from './commands.js';
import type { Jid } from './jid.js';
import type { Return } from './minion-messages.js';

export interface JobRequest {
  readonly target: Target;
  readonly function: string;
  readonly args: string;
  readonly kwargs: string;
  /** Milliseconds that minions have to return. */
  readonly timeout?: number;
  /** Answer with every event of the job until it has ended. */
  readonly watch: boolean;
  /** Whoever asks knows what is lost. Without it, what destroys something is refused with `confirmation-required`. */
  readonly confirmed?: boolean;
  /** Said yes to for these minions; where the target has come to mean others too, it is asked again. Absent: whoever it is. */
  readonly confirmedMinions?: readonly string[];
  /** Show secrets: minions seal what they redact to this one-time key (raw X25519, base64url). Takes a right of its own. */
  readonly reveal?: { readonly sealKey: string };
}

/** `details` of the fault `confirmation-required`. */
export interface ConfirmationWanted {
  /** `cortensord.reset` or `system.reboot`, and what is lost. */
  readonly asks: readonly { readonly what: string; readonly loses: string }[];
  readonly minions: readonly string[];
}

export type SilenceReason =
  | { readonly code: 'never-connected' }
  | { readonly code: 'disconnected'; readonly since: number }
  | { readonly code: 'no-acknowledgement' }
  | { readonly code: 'still-running'; readonly since: number; readonly progress?: string };

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
  | { readonly event: 'returned'; readonly jid: Jid; readonly minion: string; readonly return: Return }
  | {
      readonly event: 'ended';
      readonly jid: Jid;
      readonly silent: readonly { readonly minion: string; readonly reason: SilenceReason }[];
    };

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
  readonly expected: number;
  readonly returned: number;
  readonly failed: number;
  /** What its returns take in the store. */
  readonly octets?: number;
}

export interface JobDetails extends JobRow {
  readonly minions: readonly {
    readonly minion: string;
    readonly acknowledged?: number;
    readonly return?: Return;
    readonly silence?: SilenceReason;
  }[];
}

import type { Jid } from './jid.js';
import type { LintEvent, LintRequest } from './lint-messages.js';

/**
 * Every message of fleet. A message names its `kind` and version `v`; texts that hold a tree's data (arguments, pillar, returns)
 * travel as exact JSON text inside (`stringifyExact` of room values), so that no digit is lost on the way.
 */

// ---- commands: master → minion --------------------------------------------------------------------------------------

export type TargetType =
  | 'glob'
  | 'list'
  | 'pcre'
  | 'grain'
  | 'grain_pcre'
  | 'pillar'
  | 'pillar_pcre'
  | 'pillar_exact'
  | 'compound'
  | 'nodegroup'
  | 'ipcidr';

export interface Target {
  readonly type: TargetType;
  readonly expression: string;
}

/** Travels as {@link Signed}; what the signature covers is the exact text. */
export interface Command {
  readonly kind: 'command';
  readonly v: 1;
  readonly jid: Jid;
  /** Milliseconds since the epoch. A minion refuses what is past `expires` or issued more than 60 s ahead of its clock. */
  readonly issued: number;
  readonly expires: number;
  /** Whom the master meant: one minion by key, or everybody that `target` matches. A minion refuses what is not for it. */
  readonly audience: { readonly minion: string } | { readonly everyone: true };
  readonly target: Target;
  readonly function: string;
  /** Exact JSON of a list. */
  readonly args: string;
  /** Exact JSON of a mapping. */
  readonly kwargs: string;
  /** State-tree revision to use; absent for functions that read no tree. */
  readonly revision?: string;
  /** Who asked, for the minion's log. */
  readonly operator: string;
  /** They said yes to what it destroys; without, the minion refuses to. */
  readonly confirmed?: boolean;
}

/** From the master to one minion, outside of any job: its pillar changed, its key was accepted, it should re-register. */
export interface Notice {
  readonly kind: 'notice';
  readonly v: 1;
  readonly issued: number;
  readonly expires: number;
  readonly audience: { readonly minion: string };
  readonly notice: 'refresh-pillar' | 'report-grains';
}

/** `signature` (base64url, Ed25519) is over `fleet-signed-v1\0` + `context` + `\0` + `text`, UTF-8. */
export interface Signed {
  readonly v: 1;
  /** Public key id of the signer: the first 16 hex digits of SHA-256 of its raw public key. */
  readonly kid: string;
  readonly text: string;
  readonly signature: string;
}

// ---- minion → master ------------------------------------------------------------------------------------------------

export interface Acknowledgement {
  readonly kind: 'ack';
  readonly v: 1;
  readonly jid: Jid;
  readonly accepted: boolean;
  /** Why not: `expired`, `replayed`, `not-for-me`, `bad-signature`, `disabled`. */
  readonly fault?: Fault;
}

export interface Progress {
  readonly kind: 'progress';
  readonly v: 1;
  readonly jid: Jid;
  /** 1-based position and total of state runs; absent for plain functions. */
  readonly position?: number;
  readonly total?: number;
  readonly text: string;
  /** The minion will be gone for about this long, and come back to this job: milliseconds, at most `longestAway`. */
  readonly away?: number;
}

/** A time of day is up to a day ahead, and the machine needs its time too. */
export const longestAway = 48 * 3_600_000;

export interface Return {
  readonly kind: 'return';
  readonly v: 1;
  readonly jid: Jid;
  /** The minion's id as it knows itself; the master goes by the key in the subject. */
  readonly minion: string;
  readonly function: string;
  /** 0: did what was asked. Otherwise one of {@link exitCodes}. */
  readonly retcode: number;
  readonly success: boolean;
  /** Exact JSON of the returned value; redacted already. Absent with a `fault`. */
  readonly value?: string;
  readonly fault?: Fault;
  /** How the value is meant to be shown: `nested` (default), `highstate`, `txt`, `errors`. */
  readonly out?: 'nested' | 'highstate' | 'txt' | 'errors';
  /** Milliseconds since the epoch. */
  readonly started: number;
  /** Milliseconds. */
  readonly duration: number;
  /** Of a job that the minion's own schedule began: nobody at the master knows its jid. */
  readonly scheduled?: ScheduledCall;
}

export interface ScheduledCall {
  /** What it is called in the schedule. */
  readonly name: string;
  /** Exact JSON, redacted. */
  readonly args: string;
  readonly kwargs: string;
}

/** Something happened on a minion, and whoever watches the master's events may want to know. Answered with {@link Reply}. */
export interface MinionEventMessage {
  readonly kind: 'event';
  readonly v: 1;
  /** `deploy/finished`; at most 256 characters. */
  readonly tag: string;
  /** Exact JSON of a mapping, redacted; with tag and frame at most {@link eventLimit} bytes. */
  readonly data: string;
}

/** Bytes of one event's data. */
export const eventLimit = 64 * 1024;

export interface Beat {
  readonly kind: 'beat';
  readonly v: 1;
  readonly state: 'hello' | 'alive' | 'goodbye';
  readonly minion: string;
  readonly version: string;
  /** When this minion process started; milliseconds since the epoch. */
  readonly since: number;
  /** Exact JSON of the grains; with `hello` and after a change only. */
  readonly grains?: string;
  readonly running?: readonly Jid[];
}

/** A closed set: every request is answered, with a result or with one of these. */
export const faultCodes = [
  'malformed',
  'too-large',
  'unknown-function',
  'unknown-method',
  'bad-arguments',
  'bad-target',
  'no-match',
  'not-allowed',
  'confirmation-required',
  'not-found',
  'conflict',
  'compile-failed',
  'pillar-failed',
  'busy',
  'timeout',
  'interrupted',
  'expired',
  'replayed',
  'not-for-me',
  'bad-signature',
  'disabled',
  'unavailable',
  'internal',
] as const;

export type FaultCode = (typeof faultCodes)[number];

export interface Fault {
  readonly code: FaultCode;
  /** One sentence for people. */
  readonly message: string;
  /** Diagnostics, near matches, the running jid, …; plain JSON, redacted already. */
  readonly details?: unknown;
}

export type Reply<T> =
  | { readonly v: 1; readonly ok: true; readonly result: T }
  | { readonly v: 1; readonly ok: false; readonly fault: Fault };

// ---- minion requests (fl.rpc.<M>.<service>) -------------------------------------------------------------------------

export interface MinionServices {
  /** The minion's pillar for its own grains, compiled now; `sealed` to its X25519 key: exact JSON of the pillar mapping. */
  pillar: { ask: PillarRequest; answer: PillarAnswer };
  /** The manifest of a revision (or of the newest). */
  manifest: { ask: { revision?: string }; answer: { manifest: string } };
  /** Part of a blob: at most 512 KiB from `offset`. */
  blob: { ask: { sha256: string; offset: number }; answer: { data: string; size: number } };
  /** New user JWT for the same key. */
  renew: { ask: Record<string, never>; answer: { jwt: string } };
  /** Is anybody there? */
  ping: { ask: Record<string, never>; answer: { pong: true } };
  /** What the master has of an artifact, and where secret ones are sealed to. */
  artifact_stat: { ask: { path: string }; answer: ArtifactStatAnswer };
  /** Part of an artifact. */
  artifact_put: { ask: ArtifactPart; answer: { received: number; done: boolean } };
}

/** Bytes of one part of an artifact, before base64. */
export const artifactPart = 512 * 1024;

export interface ArtifactStatAnswer {
  /** Absent: there is none under this path. */
  readonly artifact?: { readonly sha256: string; readonly size: number; readonly secret: boolean };
  /** Raw X25519 public key of the master, base64url, signed by the key that minions pin (context `artifact-seal`). */
  readonly sealKey: Signed;
}

/**
 * Parts come in order, each where the last one ended; with the last, the master checks the hash and puts the file in its place. A part that
 * begins at 0 begins anew.
 */
export interface ArtifactPart {
  /** Below the minion's own folder: no `..`, no leading slash. */
  readonly path: string;
  readonly offset: number;
  /** Of the whole as it is sent, bytes. */
  readonly size: number;
  /** Of the whole as it is sent, hex. */
  readonly sha256: string;
  /** base64. */
  readonly data: string;
  /** What is sent is a seal to the master's key; this is what is under it. */
  readonly secret?: { readonly size: number; readonly sha256: string };
}

export interface ArtifactRow {
  readonly minion: string;
  readonly path: string;
  /** Bytes of the content, opened. */
  readonly size: number;
  readonly sha256: string;
  readonly secret: boolean;
  /** Milliseconds since the epoch. */
  readonly stored: number;
}

/**
 * What watchers of events get: `listening` first, then what happens. `again`: the stream ends here; ask again with `after`, and nothing is
 * missed. `gap`: something may have been, because the master was restarted or too much happened meanwhile.
 */
export type FleetEvent =
  | {
      readonly event: 'fired';
      readonly sequence: number;
      readonly at: number;
      readonly minion: string;
      readonly tag: string;
      /** Exact JSON of a mapping. */
      readonly data: string;
    }
  | { readonly event: 'listening'; readonly after: number; readonly gap?: true }
  | { readonly event: 'again'; readonly after: number };

export interface PillarRequest {
  readonly grains: string;
  readonly environment?: string;
  /** Exact JSON of the `pillar=` override. */
  readonly override?: string;
  /** Do not send the pillar but an explanation of it: of the value at this path, or, where it is empty, of every top-level key. */
  readonly explain?: string;
}

export interface PillarAnswer {
  /** base64 of a seal (room identity): the pillar, or its explanation, as exact JSON. */
  readonly sealed: string;
  /** Paths (`cortensord:NODE_PRIVATE_KEY`) whose values are secret; none with an explanation, which holds no secrets. */
  readonly secrets: readonly string[];
}

// ---- operator requests (fl.api.<O>.<method>) ------------------------------------------------------------------------

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

export interface MinionRow {
  readonly minion: string;
  readonly up: boolean;
  /** When it went up or down; milliseconds since the epoch; absent for one that never connected. */
  readonly since?: number;
  readonly version?: string;
  readonly running?: readonly Jid[];
}

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
}

export interface JobDetails extends JobRow {
  readonly minions: readonly {
    readonly minion: string;
    readonly acknowledged?: number;
    readonly return?: Return;
    readonly silence?: SilenceReason;
  }[];
}

/**
 * Ask → answer of every method; `job_create` and `job_watch` may answer with a stream of {@link JobEvent} instead, `lint` with one of
 * {@link LintEvent}.
 */
export interface OperatorMethods {
  job_create: { ask: JobRequest; answer: JobEvent };
  job_watch: { ask: { jid: Jid }; answer: JobEvent };
  job_list: { ask: { limit?: number }; answer: { jobs: readonly JobRow[] } };
  job_show: { ask: { jid: Jid }; answer: JobDetails };
  lint: { ask: LintRequest; answer: LintEvent };
  /** `tag`, `minion`: globs. `after`: the last sequence that was seen; without, what happens from now on. */
  event_watch: { ask: { tag?: string; minion?: string; after?: number }; answer: FleetEvent };
  /** By minion and path; where there are `more`, they come `after` the last one. */
  artifact_list: {
    ask: { minion?: string; after?: { minion: string; path: string } };
    answer: { artifacts: readonly ArtifactRow[]; more?: true };
  };
  /** Part of an artifact from `offset`; a secret one is opened only where `secrets` says so, and that is audited. */
  artifact_get: {
    ask: { minion: string; path: string; offset: number; secrets?: boolean };
    answer: { data: string; size: number; sha256: string };
  };
  artifact_remove: { ask: { minion: string; path: string }; answer: { removed: number } };
  key_list: { ask: Record<string, never>; answer: { keys: readonly KeyRow[] } };
  key_accept: { ask: KeyChoice; answer: { changed: readonly KeyRow[] } };
  key_reject: { ask: KeyChoice; answer: { changed: readonly KeyRow[] } };
  key_delete: { ask: KeyChoice; answer: { changed: readonly KeyRow[] } };
  token_create: { ask: { uses?: number; lifetime?: number }; answer: { token: string; expires: number } };
  minion_status: {
    ask: Record<string, never>;
    answer: { minions: readonly MinionRow[]; master: { version: string; since: number } };
  };
}

/** Ids (globs allowed), or all that are pending. */
export interface KeyChoice {
  readonly minions?: readonly string[];
  readonly allPending?: boolean;
}

// ---- enrolment (enr.req.<J>) ----------------------------------------------------------------------------------------

export interface EnrolRequest {
  readonly kind: 'enrol';
  readonly v: 1;
  readonly minion: string;
  /** Public nkey (`U…`). */
  readonly key: string;
  /** Raw X25519 public key, base64url. */
  readonly sealKey: string;
  readonly nonce: string;
  readonly issued: number;
  /** Ed25519 of the minion's nkey over the canonical text of the fields above (see room identity). */
  readonly signature: string;
}

export type EnrolAnswer =
  | { readonly state: 'pending'; readonly fingerprint: string }
  | { readonly state: 'rejected'; readonly reason: string }
  /** `sealed`: JSON of {@link Admission}, sealed to the minion; `signed`: over the seal, by the pinned master key. */
  | { readonly state: 'accepted'; readonly admission: Signed };

export interface Admission {
  readonly jwt: string;
  readonly servers: readonly string[];
  /** Raw Ed25519 public key of the master's command signer, base64url. */
  readonly masterKey: string;
  readonly nonce: string;
}

// ---- exit codes -----------------------------------------------------------------------------------------------------

/** What fleetctl exits with; also the `retcode` of returns where it fits. */
export const exitCodes = {
  ok: 0,
  failed: 1,
  usage: 2,
  noMatch: 3,
  unreachable: 4,
  compile: 5,
  notAllowed: 6,
  changesPending: 7,
  aborted: 8,
} as const;

import type { JobDetails, JobEvent, JobLogPart, JobRequest, JobRow, Silent } from './job-messages.js';
import type { JobKilled, JobListAsk, JobRerunAsk, MinionWork } from './job-care.js';
import type { Jid } from './jid.js';
import type { KeyChanges, KeyChoice, KeyRow } from './keys.js';
import type { DownReason } from './presence-messages.js';
import type { JoinTokenRow, JoinTokenWish } from './tokens.js';
import type { MasterHealth } from './health-messages.js';
import type { LintEvent, LintRequest } from './lint-messages.js';
import type { NamesAnswer, NamesAsk } from './name-messages.js';
import type { PlanEvent } from './plan-messages.js';
import type { ArtifactRow } from './artifact-messages.js';
import type { RolloutDetails, RolloutEvent, RolloutRequest, RolloutRow } from './rollout-messages.js';
import type { RefusalRow } from './refusals.js';
import type {
  EventCountAnswer,
  EventCountAsk,
  EventListAnswer,
  EventListAsk,
  FleetEvent,
  SinkRow,
  SinkTested,
} from './event-messages.js';
import type { DriftAnswer, DriftAsk } from './drift-messages.js';
import type { ScheduleRow } from './schedule-messages.js';
import type {
  ApprovalRow,
  AuditAsk,
  AuditRecord,
  AuditState,
  OperatorRow,
  OperatorsRevoked,
} from './operator-messages.js';

export interface MinionRow {
  readonly minion: string;
  readonly up: boolean;
  /** When it went up or down; milliseconds since the epoch; absent for one that never connected. */
  readonly since?: number;
  readonly version?: string;
  readonly running?: readonly Jid[];
  /** Of one that is down. */
  readonly reason?: DownReason;
  /** Milliseconds to the server of the bus and back, as it measured last. */
  readonly rtt?: number;
  readonly draining?: true;
  /** Two machines use its key. */
  readonly duplicate?: true;
  /** Milliseconds by which its clock is ahead of the master's; absent where they agree, about. */
  readonly clock?: number;
}

/**
 * Ask → answer of every method; `job_create`, `job_rerun` and `job_watch` may answer with a stream of {@link JobEvent} instead, `lint` with one of
 * {@link LintEvent}, `rollout_create` and `rollout_watch` with one of {@link RolloutEvent}.
 */
export interface OperatorMethods {
  /** What was refused to whom since the master started, the newest first; `more` rows are older. */
  refusal_list: {
    ask: Record<string, never>;
    answer: { refusals: readonly RefusalRow[]; more: number; since: number };
  };
  job_create: { ask: JobRequest; answer: JobEvent };
  job_watch: { ask: { jid: Jid }; answer: JobEvent };
  /** Newest first; `more`: there are older ones, which a further question gets with `before` the last of these. */
  job_list: { ask: JobListAsk; answer: { jobs: readonly JobRow[]; more?: true } };
  /** The same once more, with the rights, confirmations and approvals of whoever asks now; answers as `job_create`. */
  job_rerun: { ask: JobRerunAsk; answer: JobEvent };
  /** Ends the job where it runs, and withdraws it from those that have not got it. */
  job_kill: { ask: { jid: Jid; signal?: string }; answer: JobKilled };
  /** What minions work on, and what waits for them; those that have neither are left out. */
  job_running: { ask: { minions?: string }; answer: { minions: readonly MinionWork[] } };
  /** Withdraws the job from those that have not got it; who has goes on. */
  job_cancel: { ask: { jid: Jid }; answer: { cancelled: readonly string[] } };
  /**
   * Keeps a job of one's own that lasts only as long as somebody keeps it (`logs.follow`) for another half minute, or `release`s it. `master`: when this
   * master started; another one has forgotten who watches. `silent`: those that it waits for no more, for as long as it waits for others.
   */
  job_keep: {
    ask: { jid: Jid; release?: boolean };
    answer: { kept: boolean; master: number; silent?: readonly Silent[] };
  };
  job_show: { ask: { jid: Jid }; answer: JobDetails };
  /** Part of the log of a job, whole lines, from byte `after` on; of `minion`, where one is named. */
  job_log: { ask: { jid: Jid; minion?: string; after?: number }; answer: JobLogPart };
  /** Makes a plan of a job of `state.plan` and signs it; answers with a stream of {@link PlanEvent}. */
  plan_create: { ask: { jid: Jid }; answer: PlanEvent };
  rollout_create: { ask: RolloutRequest; answer: RolloutEvent };
  /** Newest first. */
  rollout_list: { ask: { limit?: number; all?: boolean }; answer: { rollouts: readonly RolloutRow[] } };
  rollout_show: { ask: { id: string }; answer: RolloutDetails };
  rollout_watch: { ask: { id: string }; answer: RolloutEvent };
  /** No wave begins any more; what runs goes on. */
  rollout_pause: { ask: { id: string; reason?: string }; answer: RolloutRow };
  rollout_resume: { ask: { id: string }; answer: RolloutRow };
  /** For good; the wave that runs is withdrawn from those that have not got it. `revert`: those that had their wave go back. */
  rollout_abort: { ask: { id: string; revert?: boolean; reason?: string }; answer: RolloutRow };
  /** What the master does by itself, by name. */
  schedule_list: { ask: Record<string, never>; answer: { schedule: readonly ScheduleRow[] } };
  schedule_show: { ask: { name: string }; answer: ScheduleRow };
  /** Now, whatever its times say; the answer is the row with its new job. */
  schedule_run: { ask: { name: string }; answer: ScheduleRow };
  schedule_enable: { ask: { name: string; enabled: boolean }; answer: ScheduleRow };
  /** By minion, what drifted first before the rest. */
  drift_list: { ask: DriftAsk; answer: DriftAnswer };
  /** Of one minion, with what would change. */
  drift_show: { ask: { minion: string }; answer: DriftAnswer };
  lint: { ask: LintRequest; answer: LintEvent };
  /** `tag`, `minion`: globs. `after`: the last sequence that was seen; without, what happens from now on. */
  event_watch: { ask: { tag?: string; minion?: string; after?: number }; answer: FleetEvent };
  /** What the journal has; in parts. */
  event_list: { ask: EventListAsk; answer: EventListAnswer };
  event_count: { ask: EventCountAsk; answer: EventCountAnswer };
  event_sinks: { ask: Record<string, never>; answer: { sinks: readonly SinkRow[] } };
  /** Sends an event of its own kind there, past everything that waits. */
  event_sink_test: { ask: { name: string }; answer: SinkTested };
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
  key_accept: { ask: KeyChoice; answer: KeyChanges };
  key_reject: { ask: KeyChoice; answer: KeyChanges };
  key_delete: { ask: KeyChoice; answer: KeyChanges };
  token_create: { ask: JoinTokenWish; answer: { token: string; expires: number; id: string } };
  token_list: { ask: Record<string, never>; answer: { tokens: readonly JoinTokenRow[] } };
  /** Names or short ids; a name means all that are called so. */
  token_revoke: { ask: { tokens: readonly string[] }; answer: { revoked: readonly JoinTokenRow[] } };
  /** The answer is a login token, good once; `lifetime` is the token's, in milliseconds. */
  operator_add: {
    ask: { name: string; roles: readonly string[]; lifetime?: number };
    answer: { token: string; expires: number };
  };
  operator_list: { ask: Record<string, never>; answer: { operators: readonly OperatorRow[] } };
  operator_revoke: { ask: { name: string }; answer: OperatorsRevoked };
  operator_roles: { ask: { name: string; roles: readonly string[] }; answer: { operator: OperatorRow } };
  /** A new JWT for the key that asks. */
  operator_renew: { ask: Record<string, never>; answer: { jwt: string; expires: number } };
  /** Those that wait; `all`: also those that ended. Who may not approve sees its own. */
  approval_list: { ask: { all?: boolean }; answer: { approvals: readonly ApprovalRow[] } };
  approval_show: { ask: { id: string }; answer: ApprovalRow };
  approval_decide: { ask: { id: string; verdict: 'approve' | 'deny' }; answer: ApprovalRow };
  /** Newest first. */
  audit_list: { ask: AuditAsk; answer: { rows: readonly AuditRecord[] } };
  /** `head`: a hash that was noted earlier; it has to be in the chain. */
  audit_verify: { ask: { head?: string }; answer: AuditState };
  /** What a shell completes; whoever may not see some is not told of them. */
  name_list: { ask: NamesAsk; answer: NamesAnswer };
  master_health: { ask: Record<string, never>; answer: MasterHealth };
  minion_status: {
    ask: Record<string, never>;
    answer: {
      minions: readonly MinionRow[];
      /** `keyset`: the serial of what names its keys; masters of before do not tell. */
      master: { version: string; since: number; keyset?: number };
    };
  };
}

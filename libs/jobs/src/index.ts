export { JobStore, type JobStoreOptions } from './job-store.js';
export { StoreFailed, StoreRefused, type StoreFailure } from './store-errors.js';
export { compareStores, type StoreDifference } from './compare-stores.js';
export { copyStore, inspectStore, type CopyFacts } from './copy-store.js';
export type { Fact, FactTable } from './fact-table.js';
export type { JobFilter } from './job-list.js';
export { migrations } from './migrations/migrate.js';
export type { MetaTable } from './meta-table.js';
export type { Opened } from './open-database.js';
export type { Replay, Replayed, StreamedReturn } from './replay.js';
export type { Retention } from './retention.js';
export { networkFileSystem } from './network-file-system.js';
export type { ExpectedMinion, ExpectedRow, NewJob, Recorded, RunningJob, Silence } from './job-records.js';
export type { JobTable } from './job-table.js';
export type { EnrolledKey, KeyRecord, KeyTable } from './key-table.js';
export type { MinionTable, PresenceRow } from './minion-table.js';
export type { AuditEntry, AuditRow } from './audit-chain.js';
export {
  acknowledging,
  type AuditBreak,
  type AuditHead,
  type AuditQuery,
  type AuditTable,
  type AuditVerdict,
} from './audit-table.js';
export type { OperatorRecord, OperatorTable } from './operator-table.js';
export type { LoginRecord, LoginTable, LoginUse } from './login-table.js';
export type { ApprovalRecord, ApprovalTable, NewApproval } from './approval-table.js';
export type { NewToken, TokenRow, TokenTable, TokenUse, UsedToken } from './token-table.js';
export type { DriftCheck, DriftRecord, DriftSummary, DriftTable } from './drift-table.js';
export type { ScheduleRecord, ScheduleTable } from './schedule-table.js';
export type { ScheduledTable } from './scheduled-table.js';
export type { OrderTable } from './order-table.js';
export type { RequestTable } from './request-table.js';
export type { OutputPart, OutputTable } from './output-table.js';
export type { RolloutPlan, RolloutProgress, RolloutRecord, RolloutTable, StepResult } from './rollout-table.js';
export type { ArtifactRecord, ArtifactTable } from './artifact-table.js';
export {
  eventBytes,
  type EventHead,
  type EventTable,
  type EventWalk,
  type JournalRow,
  type NewEvent,
} from './event-table.js';
export type { SinkRecord, SinkTable } from './sink-table.js';

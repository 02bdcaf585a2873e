export { JobStore, type JobStoreOptions } from './job-store.js';
export { StoreFailed, StoreRefused, type StoreFailure } from './store-errors.js';
export { networkFileSystem } from './network-file-system.js';
export type { ExpectedMinion, ExpectedRow, JobTable, NewJob, Recorded, RunningJob } from './job-table.js';
export type { EnrolledKey, KeyRecord, KeyTable } from './key-table.js';
export type { MinionTable, PresenceRow } from './minion-table.js';
export type { AuditEntry, AuditRow, AuditTable } from './audit-table.js';
export type { TokenRow, TokenTable, TokenUse } from './token-table.js';

import type { Database } from 'better-sqlite3';
import { jobsAndKeys } from './01-jobs-and-keys.js';
import { scheduleAndArtifacts } from './02-schedule-and-artifacts.js';
import { meta } from './03-meta.js';
import { operatorsAndAuditChain } from './04-operators-and-audit-chain.js';
import { enrolment } from './05-enrolment.js';

/**
 * Each step brings a store one version further (`PRAGMA user_version` counts them). A step that has been released is never edited.
 */
export const migrations: readonly Migration[] = [
  jobsAndKeys,
  scheduleAndArtifacts,
  meta,
  operatorsAndAuditChain,
  enrolment,
];

/** SQL, or what SQL cannot say. */
export type Migration = string | ((database: Database) => void);

/** `newer`: the store was written by a later version of fleet, which this one must not touch. */
export function migrate(database: Database): 'current' | 'newer' {
  const version = (): number => database.pragma('user_version', { simple: true }) as number;
  if (version() > migrations.length) return 'newer';
  if (version() === migrations.length) return 'current';
  database
    .transaction(() => {
      // Asked again inside: another process may have migrated while this one waited for the lock.
      for (const step of migrations.slice(version())) {
        if (typeof step === 'string') database.exec(step);
        else step(database);
      }
      database.pragma(`user_version = ${migrations.length}`);
    })
    .immediate();
  return 'current';
}

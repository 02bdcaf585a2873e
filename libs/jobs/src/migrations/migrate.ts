import type { Database } from 'better-sqlite3';
import { jobsAndKeys } from './01-jobs-and-keys.js';
import { scheduleAndArtifacts } from './02-schedule-and-artifacts.js';
import { meta } from './03-meta.js';
import { operatorsAndAuditChain } from './04-operators-and-audit-chain.js';
import { facts } from './05-facts.js';
import { delivery } from './06-delivery.js';
import { enrolment } from './07-enrolment.js';
import { rollouts } from './08-rollouts.js';
import { events } from './09-events.js';
import { askedAgain } from './10-asked-again.js';
import { drift } from './11-drift.js';

/**
 * Each step brings a store one version further (`PRAGMA user_version` counts them). A step that has been released is never edited.
 */
export const migrations: readonly Migration[] = [
  jobsAndKeys,
  scheduleAndArtifacts,
  meta,
  operatorsAndAuditChain,
  facts,
  delivery,
  enrolment,
  rollouts,
  events,
  askedAgain,
  drift,
];

/** SQL, or what SQL cannot say. */
export type Migration = string | ((database: Database) => void);

export interface Migrated {
  readonly from: number;
  readonly to: number;
}

/**
 * Brings a store to the present version. `newer`: it was written by a later version of fleet, which this one must not touch. All steps are one
 * transaction: where one fails the store is as it was.
 * @param before is told before the first step changes a store that holds something
 */
export function migrate(
  database: Database,
  before: (migration: Migrated) => void = () => undefined,
  steps: readonly Migration[] = migrations,
): Migrated | 'current' | 'newer' {
  const version = (): number => database.pragma('user_version', { simple: true }) as number;
  const from = version();
  if (from > steps.length) return 'newer';
  if (from === steps.length) return 'current';
  if (from > 0) before({ from, to: steps.length });
  database
    .transaction(() => {
      // Asked again inside: another process may have migrated while this one waited for the lock.
      for (const step of steps.slice(version())) {
        if (typeof step === 'string') database.exec(step);
        else step(database);
      }
      database.pragma(`user_version = ${steps.length}`);
    })
    .immediate();
  return { from, to: steps.length };
}

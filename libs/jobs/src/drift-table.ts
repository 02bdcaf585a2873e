import type { Database, Statement } from 'better-sqlite3';
import type { DriftKind, Jid } from '@fleet/protocol';
import { optional } from './job-list.js';

/** One chunk that is not as it is wished. */
export interface DriftRecord {
  readonly key: string;
  readonly minion: string;
  /** What the check that found it looked at: `highstate`, or names of SLS. */
  readonly scope: string;
  /** By which chunks of a return are told apart. */
  readonly tag: string;
  readonly sls: string;
  readonly id: string;
  readonly name: string;
  /** `file.managed` */
  readonly state: string;
  readonly kind: DriftKind;
  /** When a check found it first; milliseconds since the epoch. */
  readonly since: number;
  readonly comment: string;
  /** Exact JSON of what would change, redacted; a text in its place where that is too long. */
  readonly changes: string;
}

/** The last check of a minion, by what it looked at. */
export interface DriftCheck {
  readonly key: string;
  readonly minion: string;
  readonly scope: string;
  readonly jid: Jid;
  readonly at: number;
  /** Chunks that it found besides those that are kept. */
  readonly more: number;
  /** Why it says nothing, or not everything. */
  readonly failed?: string;
}

/** As lists show it: what would change is long, and shown one minion at a time. */
export type DriftSummary = Omit<DriftRecord, 'changes'>;

type Row = Record<string, unknown>;

/** What drifted, and when it was looked for. */
export class DriftTable {
  private readonly statements;

  constructor(database: Database) {
    const prepare = (sql: string): Statement<unknown[], Row> => database.prepare<unknown[], Row>(sql);
    this.statements = {
      any: prepare('SELECT 1 FROM drift WHERE key = ? LIMIT 1'),
      of: prepare('SELECT * FROM drift WHERE key = ? ORDER BY scope, tag'),
      summaries: prepare(`SELECT key, scope, tag, minion, sls, id, name, state, kind, since, comment FROM drift
        ORDER BY key, since, tag`),
      put: prepare(`INSERT INTO drift (key, scope, tag, minion, sls, id, name, state, kind, since, comment, changes)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (key, scope, tag) DO UPDATE SET kind = excluded.kind, comment = excluded.comment, changes = excluded.changes`),
      remove: prepare('DELETE FROM drift WHERE key = ? AND scope = ? AND tag = ?'),
      check: prepare(`INSERT INTO drift_checks (key, scope, minion, jid, at, more, failed) VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (key, scope) DO UPDATE SET jid = excluded.jid, at = excluded.at, more = excluded.more,
          failed = excluded.failed, minion = excluded.minion`),
      checks: prepare('SELECT * FROM drift_checks ORDER BY minion, key, scope'),
      checksOf: prepare('SELECT * FROM drift_checks WHERE key = ?'),
      stale: prepare('SELECT key, scope FROM drift_checks WHERE at < ? LIMIT 200'),
      forget: prepare('DELETE FROM drift WHERE key = ? AND scope = ?'),
      forgetCheck: prepare('DELETE FROM drift_checks WHERE key = ? AND scope = ?'),
    };
  }

  /** Whether anything is known to have drifted there. */
  has(key: string): boolean {
    return this.statements.any.get(key) !== undefined;
  }

  of(key: string): DriftRecord[] {
    return this.statements.of.all(key).map(recordOf);
  }

  /** One after the other: of all, there may be millions. Key by key; of each, what drifted first before the rest. */
  *summaries(): Generator<DriftSummary> {
    for (const row of this.statements.summaries.iterate()) yield row as unknown as DriftSummary;
  }

  /** What is known already keeps the time since when it is. */
  put(record: DriftRecord): void {
    const { key, scope, tag, minion, sls, id, name, state, kind, since, comment, changes } = record;
    this.statements.put.run(key, scope, tag, minion, sls, id, name, state, kind, since, comment, changes);
  }

  remove(key: string, scope: string, tag: string): void {
    this.statements.remove.run(key, scope, tag);
  }

  /** The last one of its scope; whoever calls has looked at which is newer. */
  checked({ key, scope, minion, jid, at, more, failed }: DriftCheck): void {
    this.statements.check.run(key, scope, minion, jid, at, more, failed ?? null);
  }

  checks(): DriftCheck[] {
    return this.statements.checks.all().map(checkOf);
  }

  checksOf(key: string): DriftCheck[] {
    return this.statements.checksOf.all(key).map(checkOf);
  }

  /** Forgets some of what nobody has looked at since, with what was found then; how many checks. */
  prune(before: number): number {
    const stale = this.statements.stale.all(before);
    for (const { key, scope } of stale) {
      this.statements.forget.run(key, scope);
      this.statements.forgetCheck.run(key, scope);
    }
    return stale.length;
  }
}

function recordOf(row: Row): DriftRecord {
  return row as unknown as DriftRecord;
}

function checkOf({ failed, ...row }: Row): DriftCheck {
  return { ...(row as unknown as DriftCheck), ...optional('failed', failed as string | null) };
}

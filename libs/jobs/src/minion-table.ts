import type { Database, Statement } from 'better-sqlite3';
import type { DownReason } from '@fleet/protocol';

export interface PresenceRow {
  readonly key: string;
  readonly up: boolean;
  /** When it went up or down. */
  readonly since: number;
  /** Last sign of life. */
  readonly seen: number;
  readonly version?: string;
  /** Exact JSON. */
  readonly grains?: string;
  /** Why it went; absent for one that is up. */
  readonly reason?: DownReason;
}

type Row = {
  key: string;
  up: number;
  since: number;
  seen: number;
  version: string | null;
  grains: string | null;
  reason: string | null;
};

/** What was last known of each minion, by key. */
export class MinionTable {
  private readonly statements;

  constructor(database: Database) {
    const prepare = (sql: string): Statement<unknown[], Row> => database.prepare<unknown[], Row>(sql);
    this.statements = {
      save: prepare(`INSERT INTO minions (key, up, since, seen, version, grains, reason) VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (key) DO UPDATE SET up = excluded.up, since = excluded.since, seen = excluded.seen, reason = excluded.reason,
          version = coalesce(excluded.version, version), grains = coalesce(excluded.grains, grains)`),
      all: prepare('SELECT * FROM minions'),
      remove: prepare('DELETE FROM minions WHERE key = ?'),
    };
  }

  /** Version and grains that are absent stay as they were. */
  save(row: PresenceRow): void {
    const reason = row.reason === undefined ? null : JSON.stringify(row.reason);
    this.statements.save.run(
      ...[row.key, row.up ? 1 : 0, row.since, row.seen],
      ...[row.version ?? null, row.grains ?? null, reason],
    );
  }

  all(): PresenceRow[] {
    return this.statements.all.all().map(({ key, up, since, seen, version, grains, reason }) => ({
      key,
      up: up === 1,
      since,
      seen,
      ...(version !== null && { version }),
      ...(grains !== null && { grains }),
      ...(reason !== null && { reason: JSON.parse(reason) as DownReason }),
    }));
  }

  remove(key: string): void {
    this.statements.remove.run(key);
  }
}

import type { Database, Statement } from 'better-sqlite3';

export interface ArtifactRecord {
  /** The minion's public key and id. */
  readonly key: string;
  readonly minion: string;
  readonly path: string;
  /** Of the content as it was on the minion. */
  readonly size: number;
  readonly sha256: string;
  /** Of the file on the master: a seal, where it is secret. */
  readonly storedSize: number;
  readonly secret: boolean;
  readonly stored: number;
}

type Row = Record<string, unknown>;

/** What lies in the folders of artifacts. */
export class ArtifactTable {
  private readonly statements;

  constructor(database: Database) {
    const prepare = (sql: string): Statement<unknown[], Row> => database.prepare<unknown[], Row>(sql);
    this.statements = {
      save: prepare(`INSERT INTO artifacts (minion, path, key, size, sha256, stored_size, secret, stored)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (minion, path) DO UPDATE SET key = excluded.key, size = excluded.size, sha256 = excluded.sha256,
          stored_size = excluded.stored_size, secret = excluded.secret, stored = excluded.stored`),
      get: prepare('SELECT * FROM artifacts WHERE minion = ? AND path = ?'),
      all: prepare('SELECT * FROM artifacts WHERE (minion, path) > (?, ?) ORDER BY minion, path'),
      usage: prepare(
        'SELECT count(*) AS count, coalesce(sum(stored_size), 0) AS bytes FROM artifacts WHERE minion = ?',
      ),
      remove: prepare('DELETE FROM artifacts WHERE minion = ? AND path = ?'),
    };
  }

  save(record: ArtifactRecord): void {
    const { minion, path, key, size, sha256, storedSize, secret, stored } = record;
    this.statements.save.run(minion, path, key, size, sha256, storedSize, secret ? 1 : 0, stored);
  }

  get(minion: string, path: string): ArtifactRecord | undefined {
    const row = this.statements.get.get(minion, path);
    return row && recordOf(row);
  }

  /** In the order of minions and paths. */
  all(after: Pick<ArtifactRecord, 'minion' | 'path'> = { minion: '', path: '' }): ArtifactRecord[] {
    return this.statements.all.all(after.minion, after.path).map(recordOf);
  }

  /** What a minion has here. */
  usage(minion: string): { readonly count: number; readonly bytes: number } {
    const { count, bytes } = this.statements.usage.get(minion) as { count: number; bytes: number };
    return { count, bytes };
  }

  remove(minion: string, path: string): boolean {
    return this.statements.remove.run(minion, path).changes > 0;
  }
}

function recordOf(row: Row): ArtifactRecord {
  return {
    key: row.key as string,
    minion: row.minion as string,
    path: row.path as string,
    size: row.size as number,
    sha256: row.sha256 as string,
    storedSize: row.stored_size as number,
    secret: row.secret === 1,
    stored: row.stored as number,
  };
}

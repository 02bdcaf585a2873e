import type { Database, Statement } from 'better-sqlite3';

export interface OperatorRecord {
  /** Public key (`U…`). */
  readonly key: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly created: number;
  /** When the newest JWT that was issued for it ends. */
  readonly expires: number;
  readonly revoked?: number;
  /** Who added it. */
  readonly by: string;
}

type Row = Record<string, unknown>;

/** Who may ask the master. At most one operator of a name is not revoked at any time; those that are stay known. */
export class OperatorTable {
  private readonly statements;

  constructor(database: Database) {
    const prepare = (sql: string): Statement<unknown[], Row> => database.prepare<unknown[], Row>(sql);
    this.statements = {
      insert: prepare(`INSERT INTO operators (key, name, roles, created, expires, added_by) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT DO NOTHING`),
      get: prepare('SELECT * FROM operators WHERE key = ?'),
      active: prepare('SELECT * FROM operators WHERE name = ? AND revoked IS NULL'),
      all: prepare('SELECT * FROM operators ORDER BY name, created'),
      roles: prepare('UPDATE operators SET roles = ? WHERE key = ? AND revoked IS NULL'),
      renewed: prepare('UPDATE operators SET expires = ? WHERE key = ? AND revoked IS NULL'),
      revoke: prepare('UPDATE operators SET revoked = ? WHERE key = ? AND revoked IS NULL'),
    };
  }

  /** False where the key is known, or the name is somebody else's. */
  add({ key, name, roles, created, expires, by }: OperatorRecord): boolean {
    return this.statements.insert.run(key, name, JSON.stringify(roles), created, expires, by).changes > 0;
  }

  get(key: string): OperatorRecord | undefined {
    return recordOf(this.statements.get.get(key));
  }

  /** The one of this name that is not revoked. */
  active(name: string): OperatorRecord | undefined {
    return recordOf(this.statements.active.get(name));
  }

  /** By name, then by age. */
  all(): OperatorRecord[] {
    return this.statements.all.all().map((row) => recordOf(row) as OperatorRecord);
  }

  setRoles(key: string, roles: readonly string[]): boolean {
    return this.statements.roles.run(JSON.stringify(roles), key).changes > 0;
  }

  renewed(key: string, expires: number): boolean {
    return this.statements.renewed.run(expires, key).changes > 0;
  }

  /** False where it was revoked before. */
  revoke(key: string, at: number): boolean {
    return this.statements.revoke.run(at, key).changes > 0;
  }
}

function recordOf(row: Row | undefined): OperatorRecord | undefined {
  if (!row) return undefined;
  return {
    key: row.key as string,
    name: row.name as string,
    roles: JSON.parse(row.roles as string) as string[],
    created: row.created as number,
    expires: row.expires as number,
    ...(row.revoked !== null && { revoked: row.revoked as number }),
    by: row.added_by as string,
  };
}

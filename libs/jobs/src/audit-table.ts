import type { Database, Statement } from 'better-sqlite3';

export interface AuditEntry {
  readonly at: number;
  /** The operator's name and public key. */
  readonly who: string;
  readonly action: string;
  readonly target?: string;
  readonly function?: string;
  /** Redacted already. */
  readonly args?: string;
  readonly jid?: string;
  /** `done`, or the code of the fault. */
  readonly outcome: string;
}

export interface AuditRow extends AuditEntry {
  readonly id: number;
}

/** What operators did. The database itself refuses to change or delete a row. */
export class AuditTable {
  private readonly statements;

  constructor(database: Database) {
    const prepare = (sql: string): Statement<unknown[], Record<string, unknown>> =>
      database.prepare<unknown[], Record<string, unknown>>(sql);
    this.statements = {
      insert: prepare(
        'INSERT INTO audit (at, who, action, target, function, args, jid, outcome) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      ),
      list: prepare('SELECT * FROM audit ORDER BY id DESC LIMIT ?'),
    };
  }

  append(entry: AuditEntry): void {
    const { at, who, action, target, args, jid, outcome } = entry;
    this.statements.insert.run(
      at,
      who,
      action,
      target ?? null,
      entry.function ?? null,
      args ?? null,
      jid ?? null,
      outcome,
    );
  }

  /** Newest first. */
  list(limit: number): AuditRow[] {
    return this.statements.list
      .all(limit)
      .map(
        (row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as unknown as AuditRow,
      );
  }
}

import type { Database, Statement } from 'better-sqlite3';

/** One thing that must survive the disk of the store. `id` only grows within an epoch. */
export interface Fact {
  readonly id: number;
  readonly kind: string;
  /** JSON. */
  readonly body: string;
}

/**
 * The outbox of facts: they are written with the change that they tell, and go once the stream has them. Most are written by triggers
 * (`told-rows.ts`); what is many rows and one thing is appended by the table that changes.
 */
export class FactTable {
  private readonly statements;

  /** @param writing false for a store that is being made from facts: it must not tell them again */
  constructor(
    database: Database,
    private readonly writing: boolean,
  ) {
    const prepare = (sql: string): Statement<unknown[], Record<string, unknown>> =>
      database.prepare<unknown[], Record<string, unknown>>(sql);
    this.statements = {
      insert: prepare('INSERT INTO facts (kind, body) VALUES (?, ?)'),
      after: prepare('SELECT id, kind, body FROM facts WHERE id > ? ORDER BY id LIMIT ?'),
      through: prepare('DELETE FROM facts WHERE id <= ?'),
      count: prepare('SELECT count(*) AS count FROM facts'),
      last: prepare("SELECT seq FROM sqlite_sequence WHERE name = 'facts'"),
    };
  }

  append(kind: string, body: unknown): void {
    if (this.writing) this.statements.insert.run(kind, JSON.stringify(body));
  }

  /** Those that were written after `id`, oldest first, with together about `characters`; at least one where there is one. */
  after(id: number, { most = 2000, characters = 400_000 } = {}): Fact[] {
    const facts: Fact[] = [];
    let length = 0;
    for (const row of this.statements.after.iterate(id, most)) {
      const fact = row as unknown as Fact;
      length += fact.body.length;
      if (facts.length > 0 && length > characters) break;
      facts.push(fact);
    }
    return facts;
  }

  /** The stream has all of them up to `id`. */
  told(id: number): void {
    this.statements.through.run(id);
  }

  get waiting(): number {
    return this.statements.count.get()?.count as number;
  }

  /** The newest id that was ever given, also of a fact that is gone. */
  get last(): number {
    return (this.statements.last.get()?.seq as number | undefined) ?? 0;
  }
}

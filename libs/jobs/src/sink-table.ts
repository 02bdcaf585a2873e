import type { Database, Statement } from 'better-sqlite3';

export interface SinkRecord {
  readonly name: string;
  /** The last event that it has, or does not want. */
  readonly sent: number;
  readonly delivered: number;
  readonly lost: number;
}

type Row = Record<string, unknown>;

/** How far each sink of the journal has got. */
export class SinkTable {
  private readonly statements;

  constructor(database: Database) {
    const prepare = (sql: string): Statement<unknown[], Row> => database.prepare<unknown[], Row>(sql);
    this.statements = {
      all: prepare('SELECT * FROM sinks ORDER BY name'),
      begin: prepare('INSERT INTO sinks (name, sent) VALUES (?, ?) ON CONFLICT DO NOTHING'),
      remove: prepare('DELETE FROM sinks WHERE name = ?'),
      move: prepare('UPDATE sinks SET sent = max(sent, ?), delivered = delivered + ?, lost = lost + ? WHERE name = ?'),
    };
  }

  all(): SinkRecord[] {
    return this.statements.all.all() as unknown as SinkRecord[];
  }

  /** One that is new gets what comes after `sent`. */
  begin(name: string, sent: number): void {
    this.statements.begin.run(name, sent);
  }

  remove(name: string): void {
    this.statements.remove.run(name);
  }

  /** It only goes forward. */
  move(name: string, sent: number, { delivered = 0, lost = 0 } = {}): void {
    this.statements.move.run(sent, delivered, lost, name);
  }
}

import type { Database, Statement } from 'better-sqlite3';
import type { Jid } from '@fleet/protocol';

/** What was asked for each job, for as long as the job is kept. The table does not know what it holds: the master seals it before. */
export class RequestTable {
  private readonly statements;

  constructor(database: Database) {
    const prepare = (sql: string): Statement<unknown[], { body: Buffer }> =>
      database.prepare<unknown[], { body: Buffer }>(sql);
    this.statements = {
      insert: prepare('INSERT INTO requests (jid, body) VALUES (?, ?)'),
      get: prepare('SELECT body FROM requests WHERE jid = ?'),
    };
  }

  put(jid: Jid, body: Buffer): void {
    this.statements.insert.run(jid, body);
  }

  get(jid: Jid): Buffer | undefined {
    return this.statements.get.get(jid)?.body;
  }
}

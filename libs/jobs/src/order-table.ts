import type { Database, Statement } from 'better-sqlite3';
import type { Jid } from '@fleet/protocol';

/** The key under which lies what is the same for everybody. */
const everybody = '';

/**
 * What is needed to send the command of a job again, while somebody may still be sent it. The table does not know what it holds: the master
 * seals it before.
 */
export class OrderTable {
  private readonly statements;

  constructor(database: Database) {
    const prepare = (sql: string): Statement<unknown[], { body: Buffer }> =>
      database.prepare<unknown[], { body: Buffer }>(sql);
    this.statements = {
      insert: prepare('INSERT INTO orders (jid, key, body) VALUES (?, ?, ?)'),
      // The own one sorts behind the common one, whose key is empty.
      get: prepare("SELECT body FROM orders WHERE jid = ? AND key IN ('', ?) ORDER BY key DESC LIMIT 1"),
      remove: prepare('DELETE FROM orders WHERE jid = ?'),
      removeEnded: prepare('DELETE FROM orders WHERE jid IN (SELECT jid FROM jobs WHERE ended IS NOT NULL)'),
    };
  }

  /** @param key of the minion that it is for; absent: for all that have none of their own */
  put(jid: Jid, body: Buffer, key = everybody): void {
    this.statements.insert.run(jid, key, body);
  }

  get(jid: Jid, key: string): Buffer | undefined {
    return this.statements.get.get(jid, key)?.body;
  }

  remove(jid: Jid): void {
    this.statements.remove.run(jid);
  }

  /** Those of jobs that have ended; how many. */
  removeEnded(): number {
    return this.statements.removeEnded.run().changes;
  }
}

import type { Database, Statement } from 'better-sqlite3';
import type { Jid } from '@fleet/protocol';

/** Bytes of one row. */
const mostInRow = 64 * 1024;

export interface OutputPart {
  /** Bytes before it. */
  readonly start: number;
  readonly bytes: number;
  readonly text: string;
}

/** What running jobs have said so far, by where in the whole it stands. A return makes it superfluous. */
export class OutputTable {
  private readonly statements;

  constructor(database: Database) {
    const prepare = (sql: string): Statement<unknown[], OutputPart> => database.prepare<unknown[], OutputPart>(sql);
    this.statements = {
      last: prepare('SELECT start, bytes FROM outputs WHERE jid = ? AND key = ? ORDER BY start DESC LIMIT 1'),
      insert: prepare('INSERT INTO outputs (jid, key, start, bytes, text) VALUES (?, ?, ?, ?, ?)'),
      extend: prepare('UPDATE outputs SET text = text || ?, bytes = bytes + ? WHERE jid = ? AND key = ? AND start = ?'),
      trim: prepare('DELETE FROM outputs WHERE jid = ? AND key = ? AND start + bytes <= ?'),
      parts: prepare('SELECT start, bytes, text FROM outputs WHERE jid = ? AND key = ? ORDER BY start'),
      ofJob: database.prepare<unknown[], OutputPart & { readonly key: string }>(
        'SELECT key, start, bytes, text FROM outputs WHERE jid = ? ORDER BY key, start',
      ),
      remove: prepare('DELETE FROM outputs WHERE jid = ? AND key = ?'),
    };
  }

  /** Bytes that are known of the whole, those that were dropped included. */
  received(jid: Jid, key: string): number {
    const last = this.statements.last.get(jid, key);
    return last ? last.start + last.bytes : 0;
  }

  /**
   * Appends what begins where the known part ends, or behind a gap; anything else was here before. The job has to be known, and the minion
   * expected in it. Answers how much is known now.
   * @param most bytes that are kept, about: the newest
   */
  append(jid: Jid, key: string, start: number, text: string, most: number): number {
    const last = this.statements.last.get(jid, key);
    const known = last ? last.start + last.bytes : 0;
    if (start < known || text === '') return known;
    const bytes = Buffer.byteLength(text);
    if (last && start === known && last.bytes + bytes <= mostInRow)
      this.statements.extend.run(text, bytes, jid, key, last.start);
    else this.statements.insert.run(jid, key, start, bytes, text);
    this.statements.trim.run(jid, key, start + bytes - most);
    return start + bytes;
  }

  /** In order; between two may be a gap, and before the first. */
  parts(jid: Jid, key: string): OutputPart[] {
    return this.statements.parts.all(jid, key);
  }

  /** Of all its minions, in order for each. */
  ofJob(jid: Jid): (OutputPart & { readonly key: string })[] {
    return this.statements.ofJob.all(jid);
  }

  remove(jid: Jid, key: string): void {
    this.statements.remove.run(jid, key);
  }
}

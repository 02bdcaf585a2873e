import type { Database, Statement } from 'better-sqlite3';
import type { ExpectedMinion } from './job-records.js';

type Row = { number: number; key: string; minion: string };

/** The minions of jobs, by short numbers that facts name them with. A number never means another minion. */
export class MemberTable {
  private readonly statements;
  /** By key and minion. What a transaction that was undone had put here is taken out by {@link forget}. */
  private readonly numbers = new Map<string, number>();

  constructor(database: Database) {
    const prepare = (sql: string): Statement<unknown[], Row> => database.prepare<unknown[], Row>(sql);
    this.statements = {
      find: prepare('SELECT number FROM members WHERE key = ? AND minion = ?'),
      insert: prepare('INSERT INTO members (key, minion) VALUES (?, ?)'),
      keys: prepare('SELECT * FROM members WHERE minion = ?'),
      get: prepare('SELECT * FROM members WHERE number = ?'),
    };
  }

  numberOf({ key, minion }: ExpectedMinion): number {
    const name = `${key} ${minion}`;
    const known = this.numbers.get(name);
    if (known !== undefined) return known;
    const number =
      this.statements.find.get(key, minion)?.number ?? Number(this.statements.insert.run(key, minion).lastInsertRowid);
    this.numbers.set(name, number);
    return number;
  }

  get(number: number): ExpectedMinion | undefined {
    const row = this.statements.get.get(number);
    return row && { key: row.key, minion: row.minion };
  }

  /** All that this id was ever the name of. */
  keysOf(minion: string): string[] {
    return this.statements.keys.all(minion).map(({ key }) => key);
  }

  forget(): void {
    this.numbers.clear();
  }
}

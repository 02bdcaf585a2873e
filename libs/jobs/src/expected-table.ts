import type { Database, Statement } from 'better-sqlite3';
import type { Jid, JobDetails, SilenceReason } from '@fleet/protocol';
import { optional } from './job-list.js';
import type { ExpectedMinion, ExpectedRow, Silence } from './job-records.js';
import { unpackBody, type PackedBody } from './return-body.js';

type Row = Record<string, unknown>;

/** Whom jobs are for, and why those that gave nothing are silent. */
export class ExpectedTable {
  private readonly statements;

  constructor(database: Database) {
    const prepare = (sql: string): Statement<unknown[], Row> => database.prepare<unknown[], Row>(sql);
    const returned = 'EXISTS (SELECT 1 FROM returns r WHERE r.jid = expected.jid AND r.key = expected.key)';
    this.statements = {
      insert: prepare('INSERT INTO expected (jid, key, minion) VALUES (?, ?, ?) ON CONFLICT DO NOTHING'),
      has: prepare('SELECT 1 FROM expected WHERE jid = ? AND key = ?'),
      waitsFor: prepare(`SELECT 1 FROM expected WHERE jid = ? AND key = ? AND NOT ${returned}`),
      acknowledge: prepare('UPDATE expected SET acknowledged = ? WHERE jid = ? AND key = ? AND acknowledged IS NULL'),
      unsilence: prepare('UPDATE expected SET silence = NULL WHERE jid = ? AND key = ? AND silence IS NOT NULL'),
      silence: prepare(
        `UPDATE expected SET silence = ? WHERE jid = ? AND key = ? AND silence IS NULL AND NOT ${returned}`,
      ),
      // Apart from the details: returns of thousands are many megabytes, and most who ask want none of them.
      rows: prepare(`SELECT key, minion, acknowledged, silence, ${returned} AS returned FROM expected
        WHERE jid = ? ORDER BY minion`),
      details: prepare(`SELECT e.minion, e.acknowledged, e.silence, r.body FROM expected e
        LEFT JOIN returns r ON r.jid = e.jid AND r.key = e.key WHERE e.jid = ? ORDER BY e.minion`),
      silences: prepare(`SELECT minion, json_extract(silence, '$.code') AS code FROM expected
        WHERE jid = ? AND silence IS NOT NULL ORDER BY minion LIMIT ?`),
    };
  }

  /** How many were not there before. */
  insert(jid: Jid, minions: readonly ExpectedMinion[]): number {
    let count = 0;
    for (const { key, minion } of minions) count += this.statements.insert.run(jid, key, minion).changes;
    return count;
  }

  has(jid: Jid, key: string): boolean {
    return this.statements.has.get(jid, key) !== undefined;
  }

  /** It is meant, and has not returned. */
  waitsFor(jid: Jid, key: string): boolean {
    return this.statements.waitsFor.get(jid, key) !== undefined;
  }

  /** False where it was acknowledged before, or is not meant. */
  acknowledge(jid: Jid, key: string, at: number): boolean {
    return this.statements.acknowledge.run(at, jid, key).changes > 0;
  }

  /** How many of them are silent now and were not before. */
  silence(jid: Jid, silences: readonly Silence[]): number {
    let count = 0;
    for (const { key, reason } of silences)
      count += this.statements.silence.run(JSON.stringify(reason), jid, key).changes;
    return count;
  }

  /** False where it was not silent. */
  unsilence(jid: Jid, key: string): boolean {
    return this.statements.unsilence.run(jid, key).changes > 0;
  }

  rows(jid: Jid): ExpectedRow[] {
    return this.statements.rows.all(jid).map((row) => ({
      minion: row.minion as string,
      key: row.key as string,
      ...optional('acknowledged', row.acknowledged as number | null),
      returned: row.returned === 1,
      ...silenceOf(row),
    }));
  }

  /** With what they returned. */
  details(jid: Jid): JobDetails['minions'] {
    return this.statements.details.all(jid).map((row) => ({
      minion: row.minion as string,
      ...optional('acknowledged', row.acknowledged as number | null),
      ...(row.body !== null && { return: unpackBody(row.body as PackedBody) }),
      ...silenceOf(row),
    }));
  }

  /** The first of those that are silent, and why. */
  silences(jid: Jid, limit: number): { readonly minion: string; readonly code: string }[] {
    return this.statements.silences.all(jid, limit) as unknown as { minion: string; code: string }[];
  }
}

function silenceOf({ silence }: Row): { silence?: SilenceReason } {
  return silence === null ? {} : { silence: JSON.parse(silence as string) as SilenceReason };
}

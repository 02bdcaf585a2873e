import type { Database, Statement } from 'better-sqlite3';
import type { Jid, ScheduleOutcome } from '@fleet/protocol';
import { optional } from './job-list.js';

/** What is remembered of something that the master does by itself. All times are milliseconds since the epoch. */
export interface ScheduleRecord {
  readonly name: string;
  /** When it comes round, as JSON; with another one it begins anew. */
  readonly rhythm: string;
  /** When a master met it first. */
  readonly met: number;
  /** Up to where its times are dealt with. */
  readonly last?: number;
  /** What an operator said about it; absent: as it is configured. */
  readonly enabled?: boolean;
  /** When it was its turn, and what came of that. */
  readonly ran?: number;
  readonly outcome?: ScheduleOutcome;
  readonly note?: string;
  /** Its last job. */
  readonly jid?: Jid;
}

type Row = Record<string, unknown>;

export class ScheduleTable {
  private readonly statements;

  constructor(database: Database) {
    const prepare = (sql: string): Statement<unknown[], Row> => database.prepare<unknown[], Row>(sql);
    this.statements = {
      all: prepare('SELECT * FROM schedules ORDER BY name'),
      get: prepare('SELECT * FROM schedules WHERE name = ?'),
      meet: prepare(`INSERT INTO schedules (name, rhythm, met) VALUES (?, ?, ?)
        ON CONFLICT (name) DO UPDATE SET rhythm = excluded.rhythm, met = excluded.met, last = NULL`),
      remove: prepare('DELETE FROM schedules WHERE name = ?'),
      times: prepare('UPDATE schedules SET met = ?, last = ? WHERE name = ?'),
      turn: prepare(`UPDATE schedules SET last = coalesce(?, last), ran = ?, outcome = ?, note = ?, jid = coalesce(?, jid)
        WHERE name = ?`),
      enable: prepare('UPDATE schedules SET enabled = ? WHERE name = ?'),
    };
  }

  all(): ScheduleRecord[] {
    return this.statements.all.all().map(recordOf);
  }

  get(name: string): ScheduleRecord | undefined {
    const row = this.statements.get.get(name);
    return row && recordOf(row);
  }

  /** One that is new, or has another rhythm; what an operator said about it stays. */
  meet(name: string, rhythm: string, at: number): void {
    this.statements.meet.run(name, rhythm, at);
  }

  remove(name: string): void {
    this.statements.remove.run(name);
  }

  /** Of one whose times were told by a wrong clock. */
  setTimes(name: string, met: number, last: number | undefined): void {
    this.statements.times.run(met, last ?? null, name);
  }

  /** It was its turn. Without `last`, somebody asked for it. */
  turn(
    name: string,
    {
      last,
      ran,
      outcome,
      note,
      jid,
    }: Pick<ScheduleRecord, 'last' | 'note' | 'jid'> & Required<Pick<ScheduleRecord, 'ran' | 'outcome'>>,
  ): void {
    this.statements.turn.run(last ?? null, ran, outcome, note ?? null, jid ?? null, name);
  }

  enable(name: string, enabled: boolean): void {
    this.statements.enable.run(enabled ? 1 : 0, name);
  }
}

function recordOf(row: Row): ScheduleRecord {
  const { name, rhythm, met, last, enabled, ran, outcome, note, jid } = row;
  return {
    ...{ name: name as string, rhythm: rhythm as string, met: met as number },
    ...optional('last', last as number | null),
    ...(enabled !== null && { enabled: enabled === 1 }),
    ...optional('ran', ran as number | null),
    ...optional('outcome', outcome as ScheduleOutcome | null),
    ...optional('note', note as string | null),
    ...optional('jid', jid as Jid | null),
  };
}

import type { Database, Statement } from 'better-sqlite3';
import type { EventRow } from '@fleet/protocol';

export interface NewEvent {
  readonly at: number;
  readonly minion?: string;
  readonly tag: string;
  /** What it is counted under. */
  readonly kind: string;
  /** Exact JSON of a mapping. */
  readonly data: string;
}

export interface JournalRow extends EventRow {
  readonly kind: string;
}

/** An event without what it tells. */
export type EventHead = Omit<JournalRow, 'data'>;

/** Where a walk begins, exclusively, and what narrows it by an index. */
export interface EventWalk {
  readonly order: 'oldest' | 'newest';
  readonly behind?: number;
  /** One minion. */
  readonly minion?: string;
  /** Tags that begin so. */
  readonly tagPrefix?: string;
  /** Looks at no more than that. */
  readonly limit: number;
}

type Row = Record<string, unknown>;

/** Bytes of an event besides its texts: the row, and its place in three indices. */
const frame = 120;

/** The journal: what happened, in the order in which it was written down. */
export class EventTable {
  private readonly statements;
  private readonly prepared = new Map<string, Statement<unknown[], Row>>();

  constructor(private readonly database: Database) {
    const prepare = (sql: string): Statement<unknown[], Row> => database.prepare<unknown[], Row>(sql);
    this.statements = {
      // Numbers go on behind those of a store that this one was made in the place of: that began earlier, and told less than a million a second.
      insert: prepare(`INSERT INTO events (sequence, at, minion, tag, kind, data) VALUES (
        max(coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'events'), 0),
          (SELECT value FROM meta WHERE key = 'epoch') * 1000) + 1, ?, ?, ?, ?, ?)`),
      last: prepare(`SELECT max(coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'events'), 0),
        (SELECT value FROM meta WHERE key = 'epoch') * 1000) AS last`),
      first: prepare('SELECT sequence, at FROM events ORDER BY sequence LIMIT 1'),
      after: prepare('SELECT * FROM events WHERE sequence > ? ORDER BY sequence LIMIT ?'),
      behind: prepare('SELECT count(*) AS count, min(at) AS at FROM events WHERE sequence > ?'),
      since: prepare('SELECT sequence FROM events WHERE at >= ? ORDER BY at, sequence LIMIT 1'),
      totals:
        prepare(`SELECT count(*) AS count, coalesce(sum(octet_length(tag) + octet_length(data) + ${frame}), 0) AS bytes
        FROM events`),
      forget: prepare('DELETE FROM events WHERE sequence <= ?'),
    };
  }

  /** To be called in a write; answers its number. */
  append({ at, minion, tag, kind, data }: NewEvent): number {
    return this.statements.insert.run(at, minion ?? null, tag, kind, data).lastInsertRowid as number;
  }

  /** The newest number that was ever given, also of an event that is gone; before the first, the one below it. */
  get last(): number {
    return this.statements.last.get()?.last as number;
  }

  /** The oldest that is left. */
  get first(): Pick<EventRow, 'sequence' | 'at'> | undefined {
    return this.statements.first.get() as Pick<EventRow, 'sequence' | 'at'> | undefined;
  }

  after(sequence: number, limit: number): JournalRow[] {
    return this.statements.after.all(sequence, limit).map(eventRow);
  }

  /** How many come after, and when the first of them happened. */
  behind(sequence: number): { readonly count: number; readonly at?: number } {
    const { count, at } = this.statements.behind.get(sequence) as { count: number; at: number | null };
    return { count, ...(at !== null && { at }) };
  }

  /** The first that happened then or later; where the clock went back since, the one that says so first. */
  firstSince(at: number): number | undefined {
    return this.statements.since.get(at)?.sequence as number | undefined;
  }

  /** What a part of a walk finds, in its order; whoever goes on begins behind the last. */
  walk(walk: EventWalk): JournalRow[] {
    return this.part('*', walk).map(eventRow);
  }

  /** The same for those who only count. */
  walkHeads(walk: EventWalk): EventHead[] {
    return this.part('sequence, at, minion, tag, kind', walk).map(eventRow);
  }

  private part(columns: string, { order, behind, minion, tagPrefix, limit }: EventWalk): Row[] {
    const conditions: string[] = [];
    const values: unknown[] = [];
    const where = (condition: string, ...given: unknown[]): void => {
      conditions.push(condition);
      values.push(...given);
    };
    if (behind !== undefined) where(order === 'oldest' ? 'sequence > ?' : 'sequence < ?', behind);
    if (minion !== undefined) where('minion = ?', minion);
    else if (tagPrefix !== undefined) where('tag >= ? AND tag < ?', tagPrefix, `${tagPrefix}\u{10FFFF}`);
    const by = minion !== undefined ? 'events_by_minion' : tagPrefix !== undefined ? 'events_by_tag' : undefined;
    const sql = `SELECT ${columns} FROM events ${by === undefined ? 'NOT INDEXED' : `INDEXED BY ${by}`}
      ${conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`}
      ORDER BY sequence ${order === 'oldest' ? 'ASC' : 'DESC'} LIMIT ?`;
    let statement = this.prepared.get(sql);
    if (!statement) this.prepared.set(sql, (statement = this.database.prepare<unknown[], Row>(sql)));
    return statement.all(...values, limit);
  }

  /** All that there are, counted one by one. */
  totals(): { readonly count: number; readonly bytes: number } {
    return this.statements.totals.get() as { count: number; bytes: number };
  }

  /** Forgets them up to this one; how many. */
  forget(through: number): number {
    return this.statements.forget.run(through).changes;
  }
}

/** What an event counts for in the bounds of the journal; as {@link EventTable.totals} has it. */
export function eventBytes({ tag, data }: Pick<NewEvent, 'tag' | 'data'>): number {
  return Buffer.byteLength(tag) + Buffer.byteLength(data) + frame;
}

function eventRow({ minion, ...row }: Row): JournalRow {
  return { ...row, ...(minion !== null && { minion }) } as unknown as JournalRow;
}

import type { Database, Statement } from 'better-sqlite3';
import { isJid, type Jid, type Return } from '@fleet/protocol';
import type { Fact, FactTable } from './fact-table.js';
import { jidAt } from './job-list.js';
import type { ExpectedMinion, Silence } from './job-records.js';
import type { JobTable } from './job-table.js';
import type { KeyTable } from './key-table.js';
import { parseNumbers } from './member-numbers.js';
import type { MemberTable } from './member-table.js';
import type { MetaTable } from './meta-table.js';
import type { Retention } from './retention.js';
import type { ScheduledTable } from './scheduled-table.js';
import { columnsOf, toldTables } from './told-rows.js';

export interface Replayed {
  /** Facts that changed the store. */
  applied: number;
  /** Facts that were in it. */
  known: number;
  /** Facts of a master that had been replaced when it told them: they do not count. */
  replaced: number;
  /** Facts about something that this store knows nothing of, such as the end of a job whose beginning has left the stream. */
  unplaced: number;
  /** Facts of a kind, or about a table, that this version does not know. */
  unknown: number;
  returns: { stored: number; known: number; unplaced: number };
}

/** A return as the stream has it. `at`: when the stream got it; milliseconds since the epoch. */
export interface StreamedReturn {
  readonly key: string;
  readonly jid: Jid;
  readonly at: number;
  /** Absent where it is no return. */
  readonly body?: Return;
}

interface Tables {
  /** The store has all facts of earlier epochs, and of its own those up to `through`. */
  readonly epoch: number;
  readonly through: number;
  readonly jobs: JobTable;
  readonly scheduled: ScheduledTable;
  readonly members: MemberTable;
  readonly retention: Retention;
  readonly keys: KeyTable;
  readonly facts: FactTable;
  readonly meta: MetaTable;
}

/** Milliseconds by which a jid of an unknown job may be ahead of its return: a minion must not move the next jid to the end of time. */
const jidAhead = 5 * 60_000;

/** What became of the facts and returns of the streams: first {@link facts}, all in order; then {@link returns}; then {@link finish}. */
export class Replay {
  readonly outcome: Replayed = {
    applied: 0,
    known: 0,
    replaced: 0,
    unplaced: 0,
    unknown: 0,
    returns: { stored: 0, known: 0, unplaced: 0 },
  };
  /** The newest epoch that was seen, and the newest fact of it. */
  private epoch: number;
  private newest: number;
  /** The newest fact of the store's own epoch that the stream has. */
  private own = 0;
  private lastJid: Jid;
  private readonly statements = new Map<string, Statement<unknown[]>>();
  private readonly columns = new Map<string, ReadonlySet<string>>();

  constructor(
    private readonly database: Database,
    private readonly tables: Tables,
  ) {
    this.epoch = tables.epoch;
    this.newest = tables.through;
    this.lastJid = tables.jobs.lastJid();
  }

  /** Those of one message. */
  facts(epoch: number, facts: readonly Fact[]): void {
    this.database.transaction(() => facts.forEach((fact) => this.fact(epoch, fact))).immediate();
  }

  returns(returns: readonly StreamedReturn[]): void {
    this.database.transaction(() => returns.forEach((item) => this.streamed(item))).immediate();
  }

  /** Begins a new epoch, later than `before` too; what the stream has need not be told again. */
  finish(before = 0): number {
    return this.database
      .transaction(() => {
        if (this.own > 0) this.tables.facts.told(this.own);
        this.tables.meta.lastJid = this.lastJid;
        this.tables.meta.skipAhead();
        return this.tables.meta.beginEpoch(Math.max(Date.now(), this.epoch + 1, before + 1));
      })
      .immediate();
  }

  private fact(epoch: number, fact: Fact): void {
    if (epoch === this.tables.epoch) this.own = Math.max(this.own, fact.id);
    if (epoch < this.epoch) {
      this.outcome[epoch < this.tables.epoch ? 'known' : 'replaced'] += 1;
      return;
    }
    if (epoch > this.epoch) {
      this.epoch = epoch;
      this.newest = 0;
    }
    // Known from the file, or sent twice because its master did not live to hear that it had arrived.
    if (fact.id <= this.newest) {
      this.outcome.known += 1;
      return;
    }
    this.newest = fact.id;
    this.outcome[this.place(fact)] += 1;
  }

  private place({ kind, body }: Fact): 'applied' | 'unplaced' | 'unknown' {
    const { jobs, members, retention } = this.tables;
    const told = JSON.parse(body) as Record<string, unknown>;
    try {
      switch (kind) {
        case 'put':
        case 'set':
        case 'gone':
          return this.row(kind, told.t as string, told.r as Record<string, unknown>);
        case 'expect': {
          const expected = parseNumbers(told.members as string).map((number) => members.get(number));
          if (expected.includes(undefined)) return 'unplaced';
          jobs.expect(told.jid as Jid, expected as ExpectedMinion[]);
          return 'applied';
        }
        case 'silence':
          jobs.silence(told.jid as Jid, told.silences as Silence[]);
          return 'applied';
        case 'unsilence':
          jobs.unsilence(told.jid as Jid, told.key as string);
          return 'applied';
        case 'return': {
          const from = members.get(told.member as number);
          const recorded = from && jobs.record(from, told.body as Return, told.at as number);
          return recorded === 'stored' || recorded === 'late' ? 'applied' : 'unplaced';
        }
        case 'forget':
          this.seen(told.through as Jid);
          retention.forgetThrough(told.through as Jid, told.before as number);
          return 'applied';
        default:
          return 'unknown';
      }
    } catch (error) {
      // The row that it belongs to is not here: what told of it has left the stream.
      if (String((error as { code?: unknown }).code).startsWith('SQLITE_CONSTRAINT')) return 'unplaced';
      throw error;
    }
  }

  private row(
    kind: 'put' | 'set' | 'gone',
    table: string,
    row: Record<string, unknown>,
  ): 'applied' | 'unplaced' | 'unknown' {
    const description = toldTables.find((told) => told.table === table);
    const names = Object.keys(row);
    const known = this.columnsOf(table);
    if (!description || names.some((name) => !known.has(name))) return 'unknown';
    if (table === 'jobs') this.seen(row.jid as Jid);
    const { key } = description;
    const rest = names.filter((name) => !key.includes(name));
    const value = (name: string): unknown => fromJson(row[name]);
    const matches = `WHERE ${key.map((name) => `"${name}" = ?`).join(' AND ')}`;
    if (kind === 'gone') {
      this.run(`DELETE FROM ${table} ${matches}`, key.map(value));
      return 'applied';
    }
    const assignments = rest.map((name) => `"${name}" = ?`).join(', ');
    const updated =
      assignments !== '' && table !== 'audit'
        ? this.run(`UPDATE ${table} SET ${assignments} ${matches}`, [...rest, ...key].map(value))
        : 0;
    if (updated > 0) return 'applied';
    if (kind === 'set') return 'unplaced';
    const columns = names.map((name) => `"${name}"`).join(', ');
    this.run(
      `INSERT INTO ${table} (${columns}) VALUES (${names.map(() => '?').join(', ')}) ON CONFLICT (${key.join(', ')}) DO NOTHING`,
      names.map(value),
    );
    return 'applied';
  }

  private streamed({ key, jid, at, body }: StreamedReturn): void {
    const { returns } = this.outcome;
    if (!body) {
      returns.unplaced += 1;
      return;
    }
    if (body.scheduled) {
      const known = this.tables.keys.get(key);
      if (!known) returns.unplaced += 1;
      else if (this.tables.scheduled.record({ key, minion: known.minion }, { ...body, scheduled: body.scheduled }, at))
        returns.stored += 1;
      else returns.known += 1;
      return;
    }
    const recorded = this.tables.jobs.record({ key, minion: body.minion }, body, at);
    if (recorded === 'stored' || recorded === 'late') returns.stored += 1;
    else if (recorded === 'duplicate') returns.known += 1;
    else returns.unplaced += 1;
    // Its job may have been given in the moment before the store was lost.
    if (recorded === 'unknown-job' && isJid(jid) && jid <= jidAt(at + jidAhead)) this.seen(jid);
  }

  private seen(jid: Jid): void {
    if (jid > this.lastJid) this.lastJid = jid;
  }

  private columnsOf(table: string): ReadonlySet<string> {
    let columns = this.columns.get(table);
    if (!columns) this.columns.set(table, (columns = new Set(columnsOf(this.database, table))));
    return columns;
  }

  private run(sql: string, values: readonly unknown[]): number {
    let statement = this.statements.get(sql);
    if (!statement) this.statements.set(sql, (statement = this.database.prepare(sql)));
    return statement.run(...values).changes;
  }
}

function fromJson(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Buffer.from((value as { hex: string }).hex, 'hex');
}

import type { Database, Statement } from 'better-sqlite3';
import { jidSource, type Jid, type JobOutcome, type JobRow, type TargetType } from '@fleet/protocol';
import { asSqlite, callsIn, classesOf, conditionOf, indexOf, type OutcomeClass } from './job-outcomes.js';

export interface JobFilter {
  /** A glob over the names of functions. */
  readonly function?: string;
  /** A glob over the names of operators. */
  readonly operator?: string;
  /** Jobs that were created then or later; milliseconds since the epoch. */
  readonly since?: number;
  /** Jobs that were created then or before; by their jids, which are later than their jobs where the clock had gone back. */
  readonly until?: number;
  readonly outcome?: JobOutcome;
  /** Older ones than this. */
  readonly before?: Jid;
  /** This one, and newer ones. */
  readonly from?: Jid;
  /** For one of these minions, by their keys. Every job is looked at: whoever asks bounds it with {@link JobFilter.from}. */
  readonly keys?: readonly string[];
  /** Also those that ask gates of rollouts: each rollout has many, and they change nothing. */
  readonly gates?: boolean;
}

type Row = Record<string, unknown>;

export const jobColumns = `
  jobs.jid, jobs.function, target_type, target, args, kwargs, jobs.operator, created, ended, rerun_of,
  CASE WHEN queue THEN expires END AS queued_until, rollout, step, kind, t.expected, t.returned, t.failed, t.silent, t.octets`;

const everything = '*';
const pastEveryJid = ':';

/** Lists of jobs: each walks an index from its newest end, so that a million older jobs cost nothing. */
export class JobList {
  private readonly prepared = new Map<string, Statement<unknown[], Row>>();

  constructor(private readonly database: Database) {}

  /** Newest first. */
  list(limit: number, filter: JobFilter): JobRow[] {
    const { outcome } = filter;
    const [called, operator] = [asSqlite(filter.function ?? everything), asSqlite(filter.operator ?? everything)];
    if (outcome === 'running' || outcome === 'queued') return this.rows(this.open(limit, filter));
    if (called === everything && operator === everything) return this.rows(this.newest(limit, filter));
    const jids = classesOf(outcome).flatMap((one) =>
      callsIn(one, { operator, function: called }, (sql) => this.statement(sql)).flatMap((call) =>
        this.newest(limit, filter, { one, ...call }),
      ),
    );
    return this.rows(jids.sort((a, b) => (a < b ? 1 : -1)).slice(0, limit));
  }

  /** Where a look at so many jobs ends that are older than this one; `undefined` where fewer are left. */
  step(jobs: number, before: Jid = pastEveryJid): Jid | undefined {
    const sql = 'SELECT jid FROM jobs WHERE jid < ? ORDER BY jid DESC LIMIT 1 OFFSET ?';
    return this.statement(sql).get(before, jobs - 1)?.jid as Jid | undefined;
  }

  private newest(
    limit: number,
    filter: JobFilter,
    call?: { readonly one: OutcomeClass; readonly operator: string; readonly function: string },
  ): Jid[] {
    const { outcome, since } = filter;
    const one = call?.one ?? (outcome === undefined ? undefined : classesOf(outcome)[0]);
    const where = new Conditions();
    if (one) where.add(conditionOf(one));
    if (call) where.add('t.operator = ? AND t.function = ?', call.operator, call.function);
    if (outcome === 'ok') where.add('jobs.ended IS NOT NULL');
    if (outcome === 'partial') where.add('t.returned > t.failed');
    if (outcome === 'silent') where.add('t.silent > 0');
    const driver = one ? 't' : 'jobs';
    bound(where, driver, filter);
    // CROSS JOIN keeps SQLite to the order that is written: what is bounded by an index goes first.
    const joined = since !== undefined || outcome === 'ok' ? 'CROSS JOIN jobs ON jobs.jid = t.jid' : '';
    const from = one ? `job_totals t INDEXED BY ${indexOf(one, call !== undefined, outcome)} ${joined}` : 'jobs';
    return this.jids(`SELECT ${driver}.jid FROM ${from} ${where.text} ORDER BY ${driver}.jid DESC LIMIT ?`, [
      ...where.values,
      limit,
    ]);
  }

  /** Those that go on are few. */
  private open(limit: number, filter: JobFilter): Jid[] {
    const { function: called, operator, outcome } = filter;
    const where = new Conditions();
    where.add('ended IS NULL');
    if (called !== undefined) where.add('function GLOB ?', asSqlite(called));
    if (operator !== undefined) where.add('operator GLOB ?', asSqlite(operator));
    if (outcome === 'queued')
      where.add(`queue AND EXISTS (SELECT 1 FROM expected e WHERE e.jid = jobs.jid AND e.acknowledged IS NULL AND e.silence IS NULL
        AND NOT EXISTS (SELECT 1 FROM returns r WHERE r.jid = e.jid AND r.key = e.key))`);
    bound(where, 'jobs', filter);
    return this.jids(`SELECT jid FROM jobs INDEXED BY jobs_running ${where.text} ORDER BY jid DESC LIMIT ?`, [
      ...where.values,
      limit,
    ]);
  }

  private jids(sql: string, values: readonly unknown[]): Jid[] {
    return this.statement(sql)
      .all(...values)
      .map(({ jid }) => jid as Jid);
  }

  private rows(jids: readonly Jid[]): JobRow[] {
    const one = this.statement(
      `SELECT ${jobColumns} FROM jobs CROSS JOIN job_totals t ON t.jid = jobs.jid WHERE jobs.jid = ?`,
    );
    return jids.flatMap((jid) => {
      const row = one.get(jid);
      return row ? [jobRow(row)] : [];
    });
  }

  private statement(sql: string): Statement<unknown[], Row> {
    let statement = this.prepared.get(sql);
    if (!statement) this.prepared.set(sql, (statement = this.database.prepare<unknown[], Row>(sql)));
    return statement;
  }
}

class Conditions {
  private readonly conditions: string[] = [];
  readonly values: unknown[] = [];

  add(condition: string, ...values: unknown[]): void {
    this.conditions.push(condition);
    this.values.push(...values);
  }

  get text(): string {
    return this.conditions.length === 0 ? '' : `WHERE ${this.conditions.join(' AND ')}`;
  }
}

function bound(where: Conditions, driver: 't' | 'jobs', { since, until, before, from, keys, gates }: JobFilter): void {
  // A jid is never older than its job, so that the primary key bounds the time.
  if (since !== undefined) where.add(`${driver}.jid >= ? AND jobs.created >= ?`, jidAt(since), since);
  const upTo = until === undefined ? pastEveryJid : jidAt(until + 1);
  if (until !== undefined || before !== undefined)
    where.add(`${driver}.jid < ?`, before === undefined || upTo < before ? upTo : before);
  if (from !== undefined) where.add(`${driver}.jid >= ?`, from);
  // Those of one page and the gates between them are looked at, and no others.
  if (gates !== true)
    where.add(
      driver === 'jobs'
        ? "jobs.kind IS NOT 'gate'"
        : "NOT EXISTS (SELECT 1 FROM jobs j WHERE j.jid = t.jid AND j.kind = 'gate')",
    );
  if (keys !== undefined)
    where.add(
      `EXISTS (SELECT 1 FROM expected e WHERE e.jid = ${driver}.jid AND e.key IN (SELECT value FROM json_each(?)))`,
      JSON.stringify(keys),
    );
}

/** The first jid that could have been given at a time. */
export function jidAt(milliseconds: number): Jid {
  return jidSource(() => Math.min(Math.max(0, milliseconds), 253_402_300_799_999))();
}

export function jobRow(row: Row): JobRow {
  return {
    jid: row.jid as Jid,
    function: row.function as string,
    target: { type: row.target_type as TargetType, expression: row.target as string },
    args: row.args as string,
    kwargs: row.kwargs as string,
    operator: row.operator as string,
    created: row.created as number,
    ...optional('ended', row.ended as number | null),
    ...optional('queuedUntil', row.queued_until as number | null),
    ...optional('rollout', row.rollout as string | null),
    ...optional('step', row.step as string | null),
    ...optional('rerunOf', row.rerun_of as Jid | null),
    ...optional('kind', row.kind as JobRow['kind'] | null),
    expected: row.expected as number,
    returned: row.returned as number,
    failed: row.failed as number,
    silent: row.silent as number,
    octets: row.octets as number,
  };
}

export function optional<K extends string, T>(name: K, value: T | null): { [P in K]?: T } {
  return value === null ? {} : ({ [name]: value } as { [P in K]: T });
}

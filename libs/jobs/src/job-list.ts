import type { Database, Statement } from 'better-sqlite3';
import { jidSource, type Jid, type JobRow, type TargetType } from '@fleet/protocol';

export interface JobFilter {
  readonly function?: string;
  /** The operator's name. */
  readonly operator?: string;
  /** Jobs that were created then or later; milliseconds since the epoch. */
  readonly since?: number;
  /** `failed`: a minion failed or is silent. `running`: it has not ended. */
  readonly outcome?: 'failed' | 'running';
}

type Row = Record<string, unknown>;

export const jobColumns = `
  jobs.jid, jobs.function, target_type, target, args, kwargs, jobs.operator, created, ended,
  CASE WHEN queue THEN expires END AS queued_until, rollout, step, kind, t.expected, t.returned, t.failed, t.octets`;

/** Lists of jobs: each walks an index from its newest end, so that a million older jobs cost nothing. */
export class JobList {
  private readonly prepared = new Map<string, Statement<unknown[], Row>>();

  constructor(private readonly database: Database) {}

  list(limit: number, { function: called, operator, since, outcome }: JobFilter): JobRow[] {
    const conditions: string[] = [];
    const values: unknown[] = [];
    const where = (condition: string, ...given: unknown[]): void => {
      conditions.push(condition);
      values.push(...given);
    };
    // The smallest table goes first; CROSS JOIN keeps SQLite to the order that is written.
    const failed = outcome === 'failed';
    const first = failed ? 't' : 'jobs';
    if (failed) where('t.failed + t.silent > 0');
    if (outcome === 'running') where('ended IS NULL');
    if (called !== undefined) where(`${first}.function = ?`, called);
    if (operator !== undefined) where(`${first}.operator = ?`, operator);
    // A jid is never older than its job, so that the primary key bounds the time.
    if (since !== undefined) where(`${first}.jid >= ? AND created >= ?`, jidAt(since), since);
    const sql = `SELECT ${jobColumns}
      FROM ${failed ? 'job_totals t CROSS JOIN jobs ON jobs.jid = t.jid' : 'jobs CROSS JOIN job_totals t ON t.jid = jobs.jid'}
      ${conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`}
      ORDER BY ${first}.jid DESC LIMIT ?`;
    let statement = this.prepared.get(sql);
    if (!statement) this.prepared.set(sql, (statement = this.database.prepare<unknown[], Row>(sql)));
    return statement.all(...values, limit).map(jobRow);
  }
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
    ...optional('kind', row.kind as 'drift' | null),
    expected: row.expected as number,
    returned: row.returned as number,
    failed: row.failed as number,
    octets: row.octets as number,
  };
}

export function optional<K extends string, T>(name: K, value: T | null): { [P in K]?: T } {
  return value === null ? {} : ({ [name]: value } as { [P in K]: T });
}

import type { Database, Statement } from 'better-sqlite3';
import type { Jid, JobDetails, JobRow, Return, SilenceReason, Target, TargetType } from '@fleet/protocol';

export interface ExpectedMinion {
  readonly minion: string;
  readonly key: string;
}

export interface NewJob {
  readonly jid: Jid;
  readonly function: string;
  readonly target: Target;
  /** Exact JSON, redacted: this is what is kept and shown. */
  readonly args: string;
  readonly kwargs: string;
  readonly operator: string;
  readonly created: number;
  readonly timeout?: number;
  /** Nobody is sent the command later than this; milliseconds since the epoch. */
  readonly expires?: number;
  /** It waits for minions that are away, until it expires. */
  readonly queue?: boolean;
  readonly revision?: string;
  readonly minions: readonly ExpectedMinion[];
}

export interface ExpectedRow extends ExpectedMinion {
  readonly acknowledged?: number;
  readonly returned: boolean;
}

/** A job that had not ended when it was read. */
export interface RunningJob {
  readonly jid: Jid;
  readonly created: number;
  readonly timeout?: number;
  readonly expires?: number;
  readonly queue: boolean;
  readonly revision?: string;
  readonly function: string;
  readonly minions: readonly ExpectedRow[];
}

/** `unknown-job`: nobody asked for it here. `not-asked`: somebody did, but not this minion. `late`: stored, after its job had ended. */
export type Recorded = 'stored' | 'late' | 'duplicate' | 'unknown-job' | 'not-asked';

const columns = `
  jid, function, target_type, target, args, kwargs, operator, created, ended, CASE WHEN queue THEN expires END AS queued_until,
  (SELECT count(*) FROM expected e WHERE e.jid = jobs.jid) AS expected,
  (SELECT count(*) FROM returns r WHERE r.jid = jobs.jid) AS returned,
  (SELECT count(*) FROM returns r WHERE r.jid = jobs.jid AND NOT r.success) AS failed`;

type Row = Record<string, unknown>;

/** Jobs, whom they are for, and what came back. */
export class JobTable {
  private readonly statements;

  constructor(database: Database) {
    const prepare = (sql: string): Statement<unknown[], Row> => database.prepare<unknown[], Row>(sql);
    this.statements = {
      insertJob:
        prepare(`INSERT INTO jobs (jid, function, target_type, target, args, kwargs, operator, created, timeout, revision, expires, queue)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`),
      insertExpected: prepare('INSERT INTO expected (jid, key, minion) VALUES (?, ?, ?) ON CONFLICT DO NOTHING'),
      isExpected: prepare('SELECT 1 FROM expected WHERE jid = ? AND key = ?'),
      expects: prepare(`SELECT 1 FROM expected WHERE jid = ? AND key = ? AND NOT EXISTS
        (SELECT 1 FROM returns r WHERE r.jid = expected.jid AND r.key = expected.key)`),
      functionOf: prepare('SELECT function FROM jobs WHERE jid = ?'),
      operatorOf: prepare('SELECT operator FROM jobs WHERE jid = ?'),
      acknowledge: prepare(
        'UPDATE expected SET acknowledged = ?, silence = NULL WHERE jid = ? AND key = ? AND acknowledged IS NULL',
      ),
      insertReturn: prepare(
        'INSERT INTO returns (jid, key, success, retcode, body, stored) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
      ),
      clearSilence: prepare('UPDATE expected SET silence = NULL WHERE jid = ? AND key = ?'),
      silence: prepare('UPDATE expected SET silence = ? WHERE jid = ? AND key = ?'),
      end: prepare('UPDATE jobs SET ended = ? WHERE jid = ? AND ended IS NULL'),
      ended: prepare('SELECT ended FROM jobs WHERE jid = ?'),
      running: prepare(
        'SELECT jid, function, created, timeout, revision, expires, queue FROM jobs WHERE ended IS NULL ORDER BY jid',
      ),
      expected: prepare(`SELECT e.key, e.minion, e.acknowledged, e.silence, r.body FROM expected e
        LEFT JOIN returns r ON r.jid = e.jid AND r.key = e.key WHERE e.jid = ? ORDER BY e.minion`),
      list: prepare(`SELECT ${columns} FROM jobs ORDER BY jid DESC LIMIT ?`),
      listOf: prepare(`SELECT ${columns} FROM jobs WHERE operator = ? ORDER BY jid DESC LIMIT ?`),
      one: prepare(`SELECT ${columns} FROM jobs WHERE jid = ?`),
      last: prepare('SELECT max(jid) AS jid FROM jobs'),
      prune: prepare('DELETE FROM jobs WHERE ended IS NOT NULL AND ended < ?'),
    };
  }

  create(job: NewJob): void {
    const { jid, target } = job;
    this.statements.insertJob.run(
      jid,
      job.function,
      target.type,
      target.expression,
      job.args,
      job.kwargs,
      job.operator,
      job.created,
      job.timeout ?? null,
      job.revision ?? null,
      job.expires ?? null,
      job.queue === true ? 1 : 0,
    );
    for (const { key, minion } of job.minions) this.statements.insertExpected.run(jid, key, minion);
  }

  /** False where it was acknowledged before, or the minion is not meant. */
  acknowledge(jid: Jid, key: string, at: number): boolean {
    return this.statements.acknowledge.run(at, jid, key).changes > 0;
  }

  /** Keeps a return once, however often it arrives. Only those that a job was written down for can answer it: jids are no secret. */
  record(from: ExpectedMinion, body: Return, at: number): Recorded {
    const job = this.statements.ended.get(body.jid);
    if (!job) return 'unknown-job';
    if (!this.statements.isExpected.get(body.jid, from.key)) return 'not-asked';
    const kept = this.statements.insertReturn.run(
      body.jid,
      from.key,
      body.success ? 1 : 0,
      body.retcode,
      JSON.stringify(body),
      at,
    );
    if (kept.changes === 0) return 'duplicate';
    this.statements.clearSilence.run(body.jid, from.key);
    return job.ended === null ? 'stored' : 'late';
  }

  /** Ends a job, naming each silence. False where it had ended before. */
  end(jid: Jid, at: number, silences: readonly { readonly key: string; readonly reason: SilenceReason }[]): boolean {
    for (const { key, reason } of silences) this.statements.silence.run(JSON.stringify(reason), jid, key);
    return this.statements.end.run(at, jid).changes > 0;
  }

  running(): RunningJob[] {
    return this.statements.running.all().map((row) => ({
      jid: row.jid as Jid,
      function: row.function as string,
      created: row.created as number,
      queue: row.queue === 1,
      ...optional('timeout', row.timeout as number | null),
      ...optional('expires', row.expires as number | null),
      ...optional('revision', row.revision as string | null),
      minions: this.expected(row.jid as Jid),
    }));
  }

  expected(jid: Jid): ExpectedRow[] {
    return this.statements.expected.all(jid).map((row) => ({
      minion: row.minion as string,
      key: row.key as string,
      ...optional('acknowledged', row.acknowledged as number | null),
      returned: row.body !== null,
    }));
  }

  /** Whether this minion is meant and has not returned. */
  expects(jid: Jid, key: string): boolean {
    return this.statements.expects.get(jid, key) !== undefined;
  }

  functionOf(jid: Jid): string | undefined {
    return this.statements.functionOf.get(jid)?.function as string | undefined;
  }

  operatorOf(jid: Jid): string | undefined {
    return this.statements.operatorOf.get(jid)?.operator as string | undefined;
  }

  /** Newest first; those of one operator, where it is named. */
  list(limit: number, operator?: string): JobRow[] {
    const { list, listOf } = this.statements;
    return (operator === undefined ? list.all(limit) : listOf.all(operator, limit)).map(jobRow);
  }

  show(jid: Jid): JobDetails | undefined {
    const row = this.statements.one.get(jid);
    if (!row) return undefined;
    const minions = this.statements.expected.all(jid).map((item) => ({
      minion: item.minion as string,
      ...optional('acknowledged', item.acknowledged as number | null),
      ...(item.body !== null && { return: JSON.parse(item.body as string) as Return }),
      ...(item.silence !== null && { silence: JSON.parse(item.silence as string) as SilenceReason }),
    }));
    return { ...jobRow(row), minions };
  }

  /** The newest jid, or an empty text: new ones must be greater even where the clock went back. */
  lastJid(): Jid {
    return (this.statements.last.get()?.jid as Jid | null) ?? '';
  }

  /** Forgets jobs that ended before; how many. */
  prune(before: number): number {
    return this.statements.prune.run(before).changes;
  }
}

function jobRow(row: Row): JobRow {
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
    expected: row.expected as number,
    returned: row.returned as number,
    failed: row.failed as number,
  };
}

function optional<K extends string, T>(name: K, value: T | null): { [P in K]?: T } {
  return value === null ? {} : ({ [name]: value } as { [P in K]: T });
}

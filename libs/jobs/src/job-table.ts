import type { Database, Statement } from 'better-sqlite3';
import type { Jid, JobDetails, JobRow, Return } from '@fleet/protocol';
import { ExpectedTable } from './expected-table.js';
import type { FactTable } from './fact-table.js';
import { JobList, jobColumns, jobRow, optional, type JobFilter } from './job-list.js';
import type { ExpectedMinion, ExpectedRow, NewJob, Recorded, RunningJob, Silence } from './job-records.js';
import { formatNumbers } from './member-numbers.js';
import type { MemberTable } from './member-table.js';
import { octetsOf, packBody } from './return-body.js';

/** Silences of one fact: each names its minion, and a message of the bus holds a megabyte. */
const silencesTogether = 2000;

type Row = Record<string, unknown>;

/** Jobs, whom they are for, and what came back. */
export class JobTable {
  private readonly statements;
  private readonly lists: JobList;
  private readonly minions: ExpectedTable;

  constructor(
    database: Database,
    private readonly facts: FactTable,
    private readonly members: MemberTable,
  ) {
    this.lists = new JobList(database);
    this.minions = new ExpectedTable(database);
    const prepare = (sql: string): Statement<unknown[], Row> => database.prepare<unknown[], Row>(sql);
    this.statements = {
      insertJob:
        prepare(`INSERT INTO jobs (jid, function, target_type, target, args, kwargs, operator, created, timeout, revision, expires, queue,
          rollout, step, rerun_of, kind)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`),
      insertTotals: prepare(
        'INSERT INTO job_totals (jid, function, operator, expected) SELECT jid, function, operator, ? FROM jobs WHERE jid = ?',
      ),
      countReturn: prepare('UPDATE job_totals SET returned = returned + 1, octets = octets + ? WHERE jid = ?'),
      // Apart, because it moves the job from one index to another, and most returns do not.
      countFailure: prepare('UPDATE job_totals SET failed = failed + 1 WHERE jid = ?'),
      countSilences: prepare('UPDATE job_totals SET silent = silent + ? WHERE jid = ?'),
      functionOf: prepare('SELECT function FROM jobs WHERE jid = ?'),
      withRevision: prepare(`SELECT jid, function, revision, args, kwargs FROM jobs
        WHERE function = ? AND revision IS NOT NULL AND kind IS NOT 'drift' ORDER BY jid DESC LIMIT ?`),
      succeeded: prepare('SELECT key FROM returns WHERE jid = ? AND success = 1'),
      operatorOf: prepare('SELECT operator FROM jobs WHERE jid = ?'),
      // Those that go on are few; of the operator's own there may be a million.
      openOf: prepare(`SELECT jid FROM jobs INDEXED BY jobs_running
        WHERE ended IS NULL AND operator = ? AND created <= ? ORDER BY jid`),
      insertReturn: prepare(
        'INSERT INTO returns (jid, key, success, retcode, body, stored) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
      ),
      end: prepare('UPDATE jobs SET ended = ? WHERE jid = ? AND ended IS NULL'),
      ended: prepare('SELECT ended FROM jobs WHERE jid = ?'),
      running: prepare(
        'SELECT jid, function, created, timeout, revision, expires, queue FROM jobs WHERE ended IS NULL ORDER BY jid',
      ),
      one: prepare(`SELECT ${jobColumns} FROM jobs JOIN job_totals t ON t.jid = jobs.jid WHERE jobs.jid = ?`),
      count: prepare('SELECT count(*) AS count FROM job_totals'),
      last: prepare(`SELECT max(coalesce((SELECT max(jid) FROM jobs), ''),
        coalesce((SELECT value FROM meta WHERE key = 'last_jid'), '')) AS jid`),
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
      job.rollout ?? null,
      job.step ?? null,
      job.rerunOf ?? null,
      job.kind ?? null,
    );
    this.expect(jid, job.minions);
    this.facts.append('expect', {
      jid,
      members: formatNumbers(job.minions.map((minion) => this.members.numberOf(minion))),
    });
  }

  /** The part of {@link create} that follows from a fact too. */
  expect(jid: Jid, minions: readonly ExpectedMinion[]): void {
    this.statements.insertTotals.run(this.minions.insert(jid, minions), jid);
  }

  /** False where it was acknowledged before, or the minion is not meant. */
  acknowledge(jid: Jid, key: string, at: number): boolean {
    if (!this.minions.acknowledge(jid, key, at)) return false;
    // It was given up too early.
    if (this.unsilence(jid, key)) this.facts.append('unsilence', { jid, key });
    return true;
  }

  /**
   * Keeps a return once, however often it arrives. Only those that a job was written down for can answer it: jids are no secret.
   * @param own the master made it itself: it is in no stream of returns, and becomes a fact
   */
  record(from: ExpectedMinion, body: Return, at: number, { own = false } = {}): Recorded {
    const job = this.statements.ended.get(body.jid);
    if (!job) return 'unknown-job';
    if (!this.minions.has(body.jid, from.key)) return 'not-asked';
    const packed = packBody(body);
    const success = body.success ? 1 : 0;
    const kept = this.statements.insertReturn.run(body.jid, from.key, success, body.retcode, packed, at);
    if (kept.changes === 0) return 'duplicate';
    this.statements.countReturn.run(octetsOf(packed), body.jid);
    if (success === 0) this.statements.countFailure.run(body.jid);
    this.unsilence(body.jid, from.key);
    if (own) this.facts.append('return', { member: this.members.numberOf(from), body, at });
    return job.ended === null ? 'stored' : 'late';
  }

  /** Ends a job, naming each silence of those whose return has not come by the time that this is written. False where it had ended before. */
  end(jid: Jid, at: number, silences: readonly Silence[]): boolean {
    this.withdraw(jid, silences);
    return this.statements.end.run(at, jid).changes > 0;
  }

  /** Those it is taken back from, while it goes on for others: whoever asked for that was told so. */
  withdraw(jid: Jid, silences: readonly Silence[]): void {
    this.silence(jid, silences);
    for (let from = 0; from < silences.length; from += silencesTogether)
      this.facts.append('silence', { jid, silences: silences.slice(from, from + silencesTogether) });
  }

  /** The part of {@link withdraw} that follows from a fact too. */
  silence(jid: Jid, silences: readonly Silence[]): void {
    const silent = this.minions.silence(jid, silences);
    if (silent > 0) this.statements.countSilences.run(silent, jid);
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
    return this.minions.rows(jid);
  }

  /** Whether this minion is meant and has not returned. */
  expects(jid: Jid, key: string): boolean {
    return this.minions.waitsFor(jid, key);
  }

  functionOf(jid: Jid): string | undefined {
    return this.statements.functionOf.get(jid)?.function as string | undefined;
  }

  /** Whether it has ended; `unknown`: there is no such job. */
  standing(jid: Jid): 'running' | 'ended' | 'unknown' {
    const row = this.statements.ended.get(jid);
    return row === undefined ? 'unknown' : row.ended === null ? 'running' : 'ended';
  }

  /** Calls of these functions that named a revision of the tree, newest first, checks for drift aside; arguments are exact JSON, redacted. */
  withRevision(
    functions: readonly string[],
    most: number,
  ): { jid: Jid; function: string; revision: string; args: string; kwargs: string }[] {
    // One after the other: each walks the index of its function from the newest end.
    return functions
      .flatMap((name) => this.statements.withRevision.all(name, most))
      .map((row) => ({
        ...{ jid: row.jid as Jid, function: row.function as string, revision: row.revision as string },
        ...{ args: row.args as string, kwargs: row.kwargs as string },
      }))
      .sort((a, b) => (a.jid < b.jid ? 1 : -1))
      .slice(0, most);
  }

  /** Keys of those whose return says that it was done. */
  succeeded(jid: Jid): string[] {
    return this.statements.succeeded.all(jid).map(({ key }) => key as string);
  }

  operatorOf(jid: Jid): string | undefined {
    return this.statements.operatorOf.get(jid)?.operator as string | undefined;
  }

  /** Keys under which a minion of this id was asked something. */
  keysOf(minion: string): string[] {
    return this.members.keysOf(minion);
  }

  /** Jobs that an operator began until then and that have not ended. */
  openOf(operator: string, until: number): Jid[] {
    return this.statements.openOf.all(operator, until).map(({ jid }) => jid as Jid);
  }

  row(jid: Jid): JobRow | undefined {
    const row = this.statements.one.get(jid);
    return row && jobRow(row);
  }

  /** Newest first. */
  list(limit: number, filter: JobFilter = {}): JobRow[] {
    return this.lists.list(limit, filter);
  }

  /** The first of those that are silent, and why. */
  silences(jid: Jid, limit: number): { readonly minion: string; readonly code: string }[] {
    return this.minions.silences(jid, limit);
  }

  /** Where a look at so many jobs ends that are older than this one; `undefined` where fewer are left. */
  step(jobs: number, before?: Jid): Jid | undefined {
    return this.lists.step(jobs, before);
  }

  show(jid: Jid): JobDetails | undefined {
    const row = this.statements.one.get(jid);
    return row && { ...jobRow(row), minions: this.minions.details(jid) };
  }

  count(): number {
    return this.statements.count.get()?.count as number;
  }

  /** The newest jid, or an empty text: new ones must be greater even where the clock went back. */
  lastJid(): Jid {
    return (this.statements.last.get()?.jid as Jid | null) ?? '';
  }

  /** False where it was not silent. */
  unsilence(jid: Jid, key: string): boolean {
    if (!this.minions.unsilence(jid, key)) return false;
    this.statements.countSilences.run(-1, jid);
    return true;
  }
}

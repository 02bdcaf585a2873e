import type { Database, Statement } from 'better-sqlite3';
import type { Jid } from '@fleet/protocol';
import type { FactTable } from './fact-table.js';
import { jidAt } from './job-list.js';

/** Rows of minions that one step may delete: a step holds the event loop for some milliseconds. */
const rowsOfStep = 2000;
const jobsOfStep = 200;
/** Free pages that one step gives back to the file system. */
const pagesOfStep = 500;

type Row = Record<string, unknown>;

/** Forgetting in small steps. Whoever calls lets others have their turn between two. */
export class Retention {
  private readonly statements;

  constructor(
    private readonly database: Database,
    private readonly facts: FactTable,
  ) {
    const prepare = (sql: string): Statement<unknown[], Row> => database.prepare<unknown[], Row>(sql);
    this.statements = {
      // The newest job stays, whatever its age: new jids have to be greater than its.
      oldest: prepare(`SELECT jobs.jid, t.expected FROM jobs CROSS JOIN job_totals t ON t.jid = jobs.jid
        WHERE ended IS NOT NULL AND ended < ? AND jobs.jid < ? AND jobs.jid < (SELECT max(jid) FROM jobs)
        ORDER BY jobs.jid LIMIT ${jobsOfStep}`),
      remove: prepare('DELETE FROM jobs WHERE jid <= ? AND ended IS NOT NULL AND ended < ?'),
      removeScheduled: prepare(`DELETE FROM scheduled WHERE rowid IN (
        SELECT rowid FROM scheduled WHERE stored < ? ORDER BY stored LIMIT ${jobsOfStep})`),
    };
  }

  /** Forgets some of the jobs that ended before, the oldest first; how many. 0: none is left. */
  forgetJobs(before: number): number {
    const chosen: Jid[] = [];
    let rows = 0;
    // Jids tell the time: no job that ended by then has a later one, but where the clock went back.
    const latest = Number.isFinite(before) ? jidAt(before) : '99999999999999999999';
    const last = Number.isFinite(before) ? before : Number.MAX_SAFE_INTEGER;
    for (const row of this.statements.oldest.iterate(last, latest)) {
      rows += row.expected as number;
      if (chosen.length > 0 && rows > rowsOfStep) break;
      chosen.push(row.jid as Jid);
    }
    const through = chosen.at(-1);
    if (through === undefined) return 0;
    this.facts.append('forget', { through, before: last });
    this.forgetThrough(through, last);
    return chosen.length;
  }

  /** The part of {@link forgetJobs} that follows from a fact too. */
  forgetThrough(through: Jid, before: number): void {
    this.statements.remove.run(through, before);
  }

  /** Forgets some of the returns that schedules brought before; how many. */
  forgetScheduled(before: number): number {
    return this.statements.removeScheduled.run(before).changes;
  }

  /** Bytes that are in use; what is free in the file does not count. */
  get bytes(): number {
    const value = (name: string): number => this.database.pragma(name, { simple: true }) as number;
    return (value('page_count') - value('freelist_count')) * value('page_size');
  }

  /** Gives some of what is free back to the file system; false where nothing more is to be had. */
  shrink(): boolean {
    const free = (): number => this.database.pragma('freelist_count', { simple: true }) as number;
    const before = free();
    // Some free pages are used again soon; a store from the first versions cannot shrink at all.
    if (before < 2 * pagesOfStep || this.database.pragma('auto_vacuum', { simple: true }) !== 2) return false;
    this.database.exec(`PRAGMA incremental_vacuum(${pagesOfStep})`);
    return free() < before;
  }
}

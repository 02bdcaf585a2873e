import type { Database, Statement } from 'better-sqlite3';
import { applyPlan, type Jid, type JobRow, type Return, type Target } from '@fleet/protocol';
import { optional } from './job-list.js';
import type { ExpectedMinion } from './job-records.js';
import { unpackBody, type PackedBody } from './return-body.js';

/** A job read piece by piece: returns of thousands are many megabytes, and whoever needs one after the other need not hold them all. */
export class JobPieces {
  private readonly statements;

  constructor(database: Database) {
    const prepare = (sql: string): Statement<unknown[], Record<string, unknown>> => database.prepare(sql);
    this.statements = {
      call: prepare(
        'SELECT function, target_type, target, args, kwargs, operator, revision, kind FROM jobs WHERE jid = ?',
      ),
      minions: prepare('SELECT key, minion FROM expected WHERE jid = ? ORDER BY minion'),
      stepOf: prepare('SELECT step FROM jobs WHERE jid = ?'),
      unsuccessful: prepare(`SELECT e.minion FROM expected e LEFT JOIN returns r ON r.jid = e.jid AND r.key = e.key
        WHERE e.jid = ? AND (r.success = 0 OR (r.jid IS NULL AND e.silence IS NOT NULL AND e.silence ->> 'code' <> 'cancelled'))
        ORDER BY e.minion`),
      // A plan is never younger than what applies it; text instead of JSON, because arguments are kept exactly as they are written here.
      appliedBy: prepare(`SELECT j.jid FROM jobs j CROSS JOIN returns r ON r.jid = j.jid AND r.key = ?
        WHERE j.function = ? AND j.jid > ? AND instr(j.args, ?) = 1 AND r.success = 1 ORDER BY j.jid DESC LIMIT 1`),
      answer: prepare('SELECT body FROM returns WHERE jid = ? AND key = ?'),
    };
  }

  /** What was asked, as it is kept: redacted. `revision`: of the state tree, where the job reads it. */
  callOf(
    jid: Jid,
  ):
    | (Pick<JobRow, 'function' | 'target' | 'args' | 'kwargs' | 'operator' | 'kind'> & { revision?: string })
    | undefined {
    const row = this.statements.call.get(jid);
    if (!row) return undefined;
    const { args, kwargs, operator, target: expression } = row as Record<string, string>;
    return {
      function: row.function as string,
      target: { type: row.target_type as Target['type'], expression: expression as string },
      ...{ args: args as string, kwargs: kwargs as string, operator: operator as string },
      ...(row.revision !== null && { revision: row.revision as string }),
      ...optional('kind', row.kind as JobRow['kind'] | null),
    };
  }

  /** Of a job that is one of a rollout: which of its steps. */
  stepOf(jid: Jid): string | undefined {
    return (this.statements.stepOf.get(jid)?.step as string | null) ?? undefined;
  }

  /** Those that failed or were silent; not those that it was withdrawn from: somebody wanted that. */
  unsuccessful(jid: Jid): string[] {
    return this.statements.unsuccessful.all(jid).map(({ minion }) => minion as string);
  }

  minionsOf(jid: Jid): ExpectedMinion[] {
    return this.statements.minions
      .all(jid)
      .map(({ key, minion }) => ({ key: key as string, minion: minion as string }));
  }

  /** The last job that applied a plan, named by the job that it was made of, and succeeded there. */
  appliedBy(plan: Jid, key: string): Jid | undefined {
    return this.statements.appliedBy.get(key, applyPlan, plan, `["${plan}"`)?.jid as Jid | undefined;
  }

  returnOf(jid: Jid, key: string): Return | undefined {
    const row = this.statements.answer.get(jid, key);
    return row && unpackBody(row.body as PackedBody);
  }
}

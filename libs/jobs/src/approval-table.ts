import type { Database, Statement } from 'better-sqlite3';
import type { ApprovalDecision, ApprovalRow, ApprovalState, Jid, TargetType } from '@fleet/protocol';
import type { ExpectedMinion } from './job-records.js';

/** What operators are shown of it, and what only the master needs to know. */
export interface ApprovalRecord extends Omit<ApprovalRow, 'minions' | 'decisions'> {
  /** Public key of who asked. */
  readonly key: string;
  /** The request itself, sealed to the master. */
  readonly sealed: string;
  /** What tells two requests apart; of the exact text, keyed, so that it tells nothing about secrets in it. */
  readonly digest: string;
  readonly minions: readonly ExpectedMinion[];
  readonly decisions: readonly (ApprovalDecision & { readonly key: string })[];
}

export type NewApproval = Omit<ApprovalRecord, 'state' | 'decisions' | 'jid' | 'reason'>;

type Row = Record<string, unknown>;

/** Calls that wait for somebody else to say yes. */
export class ApprovalTable {
  private readonly statements;

  constructor(database: Database) {
    const prepare = (sql: string): Statement<unknown[], Row> => database.prepare<unknown[], Row>(sql);
    this.statements = {
      insert:
        prepare(`INSERT INTO approvals (id, created, expires, key, operator, function, target_type, target, args, kwargs,
          sealed, digest, minions, approvers, needed, state, decisions)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting', '[]')`),
      get: prepare('SELECT * FROM approvals WHERE id = ?'),
      same: prepare("SELECT * FROM approvals WHERE key = ? AND digest = ? AND state = 'waiting' AND expires > ?"),
      waiting: prepare("SELECT * FROM approvals WHERE state = 'waiting' AND expires > ? ORDER BY created DESC"),
      list: prepare('SELECT * FROM approvals ORDER BY created DESC LIMIT ?'),
      decide: prepare("UPDATE approvals SET decisions = ? WHERE id = ? AND state = 'waiting' AND expires > ?"),
      // What was asked is needed no longer, and may hold secrets.
      end: prepare(
        "UPDATE approvals SET state = ?, jid = ?, reason = ?, sealed = '' WHERE id = ? AND state = 'waiting'",
      ),
      expire: prepare("UPDATE approvals SET state = 'expired', sealed = '' WHERE state = 'waiting' AND expires <= ?"),
      prune: prepare("DELETE FROM approvals WHERE state <> 'waiting' AND created < ?"),
    };
  }

  create(approval: NewApproval): void {
    const { id, created, expires, key, operator, target, args, kwargs, sealed, digest, minions, by, needed } = approval;
    this.statements.insert.run(
      ...[id, created, expires, key, operator, approval.function, target.type, target.expression, args, kwargs],
      ...[sealed, digest, JSON.stringify(minions), JSON.stringify(by), needed],
    );
  }

  get(id: string): ApprovalRecord | undefined {
    const row = this.statements.get.get(id);
    return row && recordOf(row);
  }

  /** The request of this operator that asks the same and still waits. */
  same(key: string, digest: string, at: number): ApprovalRecord | undefined {
    const row = this.statements.same.get(key, digest, at);
    return row && recordOf(row);
  }

  waiting(at: number): ApprovalRecord[] {
    return this.statements.waiting.all(at).map(recordOf);
  }

  /** Newest first. */
  list(limit: number): ApprovalRecord[] {
    return this.statements.list.all(limit).map(recordOf);
  }

  /** Adds a decision; false where the request waits no longer, or its maker has decided before. */
  decide(id: string, decision: ApprovalRecord['decisions'][number]): boolean {
    const present = this.get(id);
    if (!present || present.decisions.some(({ key }) => key === decision.key)) return false;
    const decisions = JSON.stringify([...present.decisions, decision]);
    return this.statements.decide.run(decisions, id, decision.at).changes > 0;
  }

  /** Ends a request, once. */
  end(
    id: string,
    state: Exclude<ApprovalState, 'waiting' | 'expired'>,
    about: { readonly jid?: Jid; readonly reason?: string } = {},
  ): boolean {
    return this.statements.end.run(state, about.jid ?? null, about.reason ?? null, id).changes > 0;
  }

  /** Ends those that nobody approved in time; how many. */
  expire(now: number): number {
    return this.statements.expire.run(now).changes;
  }

  /** Forgets those that ended and were made before; how many. */
  prune(before: number): number {
    return this.statements.prune.run(before).changes;
  }
}

function recordOf(row: Row): ApprovalRecord {
  return {
    id: row.id as string,
    created: row.created as number,
    expires: row.expires as number,
    key: row.key as string,
    operator: row.operator as string,
    function: row.function as string,
    target: { type: row.target_type as TargetType, expression: row.target as string },
    args: row.args as string,
    kwargs: row.kwargs as string,
    sealed: row.sealed as string,
    digest: row.digest as string,
    minions: JSON.parse(row.minions as string) as ExpectedMinion[],
    by: JSON.parse(row.approvers as string) as string[],
    needed: row.needed as number,
    state: row.state as ApprovalState,
    decisions: JSON.parse(row.decisions as string) as ApprovalRecord['decisions'],
    ...(row.jid !== null && { jid: row.jid as string }),
    ...(row.reason !== null && { reason: row.reason as string }),
  };
}

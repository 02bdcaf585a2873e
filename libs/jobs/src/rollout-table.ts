import type { Database, Statement } from 'better-sqlite3';
import type { Jid, RolloutFailure, RolloutState, Target, TargetType } from '@fleet/protocol';
import { optional } from './job-list.js';
import type { ExpectedMinion } from './job-records.js';

/** What was decided when it was asked for, once and for all. */
export interface RolloutPlan {
  readonly waves: readonly (readonly ExpectedMinion[])[];
  /** The first wave is one. */
  readonly canary: boolean;
  /** Milliseconds. */
  readonly wait: number;
  readonly hold: number;
  /** Minions that may fail. */
  readonly most: number;
  /** As they were asked for. */
  readonly gates: readonly string[];
  readonly revert: boolean;
  /** What a revert goes back to; absent where the call applies nothing of a tree. */
  readonly before?: readonly { readonly revision: string; readonly minions: readonly string[] }[];
}

export interface StepResult {
  readonly jid?: Jid;
  readonly started: number;
  readonly ended?: number;
  readonly failed: readonly { readonly minion: string; readonly why: RolloutFailure }[];
  /** Rounds in which the gates were asked. */
  readonly asked?: number;
  /** The job that asked a gate last. */
  readonly gate?: Jid;
}

/** Where it stands. Whoever has plan and progress knows what is to be done next. */
export interface RolloutProgress {
  readonly state: Exclude<RolloutState, 'paused'>;
  /** Nothing begins as long as this is here. */
  readonly paused?: { readonly by: string; readonly reason: string };
  /** Of the store in which it began, or was resumed last. */
  readonly epoch: number;
  readonly wave: number;
  /** Of the gates, or of what a revert goes back to: which one. */
  readonly part: number;
  /** The job that is waited for. */
  readonly jid?: Jid;
  /** A job to be withdrawn from those that have not got it. */
  readonly withdraw?: Jid;
  /** The next step begins no sooner than `delay` milliseconds after `since`. */
  readonly since: number;
  readonly delay: number;
  /** How often the present step could not begin. */
  readonly tries?: number;
  /** When the gates held first, and when the present round of them began. */
  readonly heldSince?: number;
  readonly round?: number;
  /** Why it failed, or cannot go on at the moment. */
  readonly reason?: string;
  /** Of each wave that has begun. */
  readonly results: readonly StepResult[];
  readonly reverts: readonly StepResult[];
}

export interface RolloutRecord {
  readonly id: string;
  readonly created: number;
  readonly ended?: number;
  /** Public key and name of who asked. */
  readonly key: string;
  readonly operator: string;
  readonly function: string;
  readonly target: Target;
  /** Exact JSON, redacted. */
  readonly args: string;
  readonly kwargs: string;
  readonly revision?: string;
  /** What was asked, sealed by the master; gone when it has ended. */
  readonly sealed?: Buffer;
  readonly plan: RolloutPlan;
  readonly progress: RolloutProgress;
}

type Row = Record<string, unknown>;

/** Changes that come over the fleet in waves. */
export class RolloutTable {
  private readonly statements;

  constructor(database: Database) {
    const prepare = (sql: string): Statement<unknown[], Row> => database.prepare<unknown[], Row>(sql);
    this.statements = {
      insert: prepare(`INSERT INTO rollouts (id, created, key, operator, function, target_type, target, args, kwargs,
          revision, sealed, plan, progress)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`),
      get: prepare('SELECT * FROM rollouts WHERE id = ?'),
      open: prepare('SELECT * FROM rollouts WHERE open = 1 ORDER BY created'),
      openOf: prepare('SELECT count(*) AS count FROM rollouts WHERE open = 1 AND key = ?'),
      list: prepare('SELECT * FROM rollouts ORDER BY created DESC LIMIT ?'),
      save: prepare('UPDATE rollouts SET progress = ? WHERE id = ?'),
      // What was asked is needed no longer, and may hold secrets.
      end: prepare(
        'UPDATE rollouts SET progress = ?, ended = coalesce(ended, ?), open = ?, sealed = NULL WHERE id = ?',
      ),
      prune: prepare('DELETE FROM rollouts WHERE open = 0 AND ended < ?'),
    };
  }

  create(rollout: Omit<RolloutRecord, 'ended'>): void {
    const { id, created, key, operator, target, args, kwargs, revision, sealed, plan, progress } = rollout;
    this.statements.insert.run(
      ...[id, created, key, operator, rollout.function, target.type, target.expression, args, kwargs],
      ...[revision ?? null, sealed ?? null, JSON.stringify(plan), JSON.stringify(progress)],
    );
  }

  get(id: string): RolloutRecord | undefined {
    const row = this.statements.get.get(id);
    return row && recordOf(row);
  }

  /** Those about which something is left to do, oldest first. */
  open(): RolloutRecord[] {
    return this.statements.open.all().map(recordOf);
  }

  openOf(key: string): number {
    return this.statements.openOf.get(key)?.count as number;
  }

  /** Newest first. */
  list(limit: number): RolloutRecord[] {
    return this.statements.list.all(limit).map(recordOf);
  }

  save(id: string, progress: RolloutProgress): void {
    this.statements.save.run(JSON.stringify(progress), id);
  }

  /** @param open something is left to be withdrawn */
  end(id: string, progress: RolloutProgress, at: number, open: boolean): void {
    this.statements.end.run(JSON.stringify(progress), at, open ? 1 : 0, id);
  }

  /** Forgets those that ended before; how many. */
  prune(before: number): number {
    return this.statements.prune.run(before).changes;
  }
}

function recordOf(row: Row): RolloutRecord {
  return {
    id: row.id as string,
    created: row.created as number,
    ...optional('ended', row.ended as number | null),
    key: row.key as string,
    operator: row.operator as string,
    function: row.function as string,
    target: { type: row.target_type as TargetType, expression: row.target as string },
    args: row.args as string,
    kwargs: row.kwargs as string,
    ...optional('revision', row.revision as string | null),
    ...optional('sealed', row.sealed as Buffer | null),
    plan: JSON.parse(row.plan as string) as RolloutPlan,
    progress: JSON.parse(row.progress as string) as RolloutProgress,
  };
}

import type { Database } from 'better-sqlite3';
import { ApprovalTable } from './approval-table.js';
import { ArtifactTable } from './artifact-table.js';
import { AuditTable } from './audit-table.js';
import { BatchWriter } from './batch-writer.js';
import { DriftTable } from './drift-table.js';
import { EventTable } from './event-table.js';
import { FactTable } from './fact-table.js';
import { JobPieces } from './job-pieces.js';
import { JobTable } from './job-table.js';
import { KeyTable } from './key-table.js';
import { LoginTable } from './login-table.js';
import { MemberTable } from './member-table.js';
import { MetaTable } from './meta-table.js';
import { MinionTable } from './minion-table.js';
import { leave, openDatabase, type Opened, type OpenOptions } from './open-database.js';
import { OperatorTable } from './operator-table.js';
import { OrderTable } from './order-table.js';
import { OutputTable } from './output-table.js';
import { RequestTable } from './request-table.js';
import { Replay } from './replay.js';
import { Retention } from './retention.js';
import { RolloutTable } from './rollout-table.js';
import { ScheduleTable } from './schedule-table.js';
import { ScheduledTable } from './scheduled-table.js';
import { SinkTable } from './sink-table.js';
import { assertRows, tellRows } from './told-rows.js';
import { TokenTable } from './token-table.js';

export interface JobStoreOptions extends OpenOptions {
  /** False for a store that is being made from facts: what it is told there is not told again. */
  readonly telling?: boolean;
}

/**
 * What the master remembers, in one SQLite file. Reads answer at once. Writes go through {@link write}, which commits those that arrive
 * together as one transaction; a method of a table called outside of it commits alone.
 */
export class JobStore {
  readonly jobs: JobTable;
  readonly pieces: JobPieces;
  readonly keys: KeyTable;
  readonly minions: MinionTable;
  readonly tokens: TokenTable;
  readonly audit: AuditTable;
  readonly scheduled: ScheduledTable;
  readonly schedules: ScheduleTable;
  readonly drift: DriftTable;
  readonly artifacts: ArtifactTable;
  readonly facts: FactTable;
  readonly orders: OrderTable;
  readonly outputs: OutputTable;
  readonly requests: RequestTable;
  readonly meta: MetaTable;
  readonly operators: OperatorTable;
  readonly logins: LoginTable;
  readonly approvals: ApprovalTable;
  readonly rollouts: RolloutTable;
  readonly events: EventTable;
  readonly sinks: SinkTable;
  readonly retention: Retention;
  private readonly members: MemberTable;
  private readonly writer: BatchWriter;

  private constructor(
    private readonly database: Database,
    /** How the file was found. */
    readonly opened: Opened,
    { owner = false, telling = true }: JobStoreOptions,
  ) {
    this.facts = new FactTable(database, telling);
    this.meta = new MetaTable(database);
    this.members = new MemberTable(database);
    this.jobs = new JobTable(database, this.facts, this.members);
    this.pieces = new JobPieces(database);
    this.keys = new KeyTable(database);
    this.minions = new MinionTable(database);
    this.tokens = new TokenTable(database);
    this.audit = new AuditTable(database);
    this.scheduled = new ScheduledTable(database);
    this.schedules = new ScheduleTable(database);
    this.drift = new DriftTable(database);
    this.artifacts = new ArtifactTable(database);
    this.orders = new OrderTable(database);
    this.outputs = new OutputTable(database);
    this.requests = new RequestTable(database);
    this.operators = new OperatorTable(database);
    this.logins = new LoginTable(database);
    this.approvals = new ApprovalTable(database);
    this.rollouts = new RolloutTable(database);
    this.events = new EventTable(database);
    this.sinks = new SinkTable(database);
    this.retention = new Retention(database, this.facts);
    // Numbers that an undone transaction gave are given again, to others perhaps.
    this.writer = new BatchWriter(database, () => this.members.forget());
    this.owned = owner;
    if (telling) tellRows(database);
  }

  private readonly owned: boolean;

  /** @throws StoreRefused */
  static open(file: string, options: JobStoreOptions = {}): JobStore {
    const { database, opened } = openDatabase(file, options);
    return new JobStore(database, opened, options);
  }

  /** When this store began, was restored or was made anew; milliseconds since the epoch. It only grows. */
  get epoch(): number {
    return this.meta.epoch;
  }

  /** Resolves once what `work` wrote is on disk. `work` is synchronous, and undone as a whole where it throws. @throws StoreFailed */
  write<T>(work: (store: this) => T): Promise<T> {
    return this.writer.write(() => work(this));
  }

  /**
   * As {@link write}, for what comes in thousands and is told again after a crash: it shares the next commit, at most a fifth of a
   * second from now. A commit is an fsync, and acknowledgements must not pay for one each.
   */
  writeSoon<T>(work: (store: this) => T): Promise<T> {
    return this.writer.write(() => work(this), 200);
  }

  /** Writes facts of everything that must be known for ever, once more. To be called in a write. */
  assertRows(): void {
    assertRows(this.database);
  }

  /** Brings facts and returns of the streams in. `afresh`: this store is empty, and begins with the first of them. */
  replay({ afresh = false } = {}): Replay {
    return new Replay(this.database, {
      ...(afresh ? { epoch: 0, through: 0 } : { epoch: this.epoch, through: this.facts.last }),
      jobs: this.jobs,
      scheduled: this.scheduled,
      members: this.members,
      retention: this.retention,
      keys: this.keys,
      facts: this.facts,
      meta: this.meta,
    });
  }

  /** Commits what is waiting and closes the file. */
  close(): void {
    if (!this.database.open) return;
    this.writer.flush();
    if (this.owned) leave(this.database);
    this.database.close();
  }
}

import type { Database } from 'better-sqlite3';
import { ApprovalTable } from './approval-table.js';
import { ArtifactTable } from './artifact-table.js';
import { AuditTable } from './audit-table.js';
import { BatchWriter } from './batch-writer.js';
import { JobTable } from './job-table.js';
import { KeyTable } from './key-table.js';
import { LoginTable } from './login-table.js';
import { MetaTable } from './meta-table.js';
import { MinionTable } from './minion-table.js';
import { OperatorTable } from './operator-table.js';
import { OrderTable } from './order-table.js';
import { OutputTable } from './output-table.js';
import { openDatabase, type OpenOptions } from './open-database.js';
import { ScheduledTable } from './scheduled-table.js';
import { TokenTable } from './token-table.js';

export type JobStoreOptions = OpenOptions;

/**
 * What the master remembers, in one SQLite file. Reads answer at once. Writes go through {@link write}, which commits those that arrive
 * together as one transaction; a method of a table called outside of it commits alone.
 */
export class JobStore {
  readonly jobs: JobTable;
  readonly keys: KeyTable;
  readonly minions: MinionTable;
  readonly tokens: TokenTable;
  readonly audit: AuditTable;
  readonly scheduled: ScheduledTable;
  readonly artifacts: ArtifactTable;
  readonly orders: OrderTable;
  readonly outputs: OutputTable;
  readonly meta: MetaTable;
  readonly operators: OperatorTable;
  readonly logins: LoginTable;
  readonly approvals: ApprovalTable;
  private readonly writer: BatchWriter;

  private constructor(private readonly database: Database) {
    this.jobs = new JobTable(database);
    this.keys = new KeyTable(database);
    this.minions = new MinionTable(database);
    this.tokens = new TokenTable(database);
    this.audit = new AuditTable(database);
    this.scheduled = new ScheduledTable(database);
    this.artifacts = new ArtifactTable(database);
    this.orders = new OrderTable(database);
    this.outputs = new OutputTable(database);
    this.meta = new MetaTable(database);
    this.operators = new OperatorTable(database);
    this.logins = new LoginTable(database);
    this.approvals = new ApprovalTable(database);
    this.writer = new BatchWriter(database);
  }

  /** @throws StoreRefused */
  static open(file: string, options: JobStoreOptions = {}): JobStore {
    return new JobStore(openDatabase(file, options));
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

  /** Commits what is waiting and closes the file. */
  close(): void {
    if (!this.database.open) return;
    this.writer.flush();
    this.database.close();
  }
}

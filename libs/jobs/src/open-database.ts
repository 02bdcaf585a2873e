import { closeSync, existsSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite, { type Database } from 'better-sqlite3';
import { migrate } from './migrations/migrate.js';
import { networkFileSystem } from './network-file-system.js';
import { adviceFor, failureOf, StoreRefused } from './store-errors.js';

export interface OpenOptions {
  /** Milliseconds to wait for another process's transaction; default 5000. */
  readonly busyTimeout?: number;
  /** Looks at the file system under the store; default asks the kernel. */
  readonly fileSystem?: (directory: string) => string | undefined;
}

/** Above this size a full check would delay every start of the master by seconds; SQLite still notices a damaged page when it reads it. */
const checkedBytes = 32 * 1024 * 1024;

/** @throws StoreRefused */
export function openDatabase(file: string, options: OpenOptions = {}): Database {
  const directory = dirname(file);
  let database: Database | undefined;
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const networked = (options.fileSystem ?? networkFileSystem)(directory);
    if (networked !== undefined) {
      throw new StoreRefused(
        'network-file-system',
        `the job store lies on a network file system (${networked})`,
        file,
        'put it on a local disk: SQLite keeps its log index in memory shared by one machine, and a lost lock would corrupt the store',
      );
    }
    // Created here, so that returns and grains are never readable by others, not even for a moment.
    if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600));
    database = new Sqlite(file, { timeout: options.busyTimeout ?? 5000 });
    configure(database);
    if (statSync(file).size <= checkedBytes) check(database, file);
    if (migrate(database) === 'newer') {
      throw new StoreRefused(
        'newer-schema',
        'the job store was written by a newer version of fleet',
        file,
        'install that version again',
      );
    }
    // A store that can be read but not written would lose the first return.
    database.exec('BEGIN IMMEDIATE; ROLLBACK');
    return database;
  } catch (error) {
    database?.close();
    if (error instanceof StoreRefused) throw error;
    const failure = failureOf(error);
    throw new StoreRefused(failure, `the job store cannot be opened: ${failure}`, file, adviceFor(failure), {
      cause: error,
    });
  }
}

function configure(database: Database): void {
  database.pragma('journal_mode = WAL');
  // A return is taken off the stream once its transaction has committed, and the minion has forgotten it by then. NORMAL may lose the
  // last commits when the power fails; FULL costs one fsync for each batch (0.2 ms on a local disk).
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  database.pragma('wal_autocheckpoint = 1000');
  database.pragma('journal_size_limit = 67108864');
}

function check(database: Database, file: string): void {
  const found = database.pragma('quick_check(1)', { simple: true });
  if (found !== 'ok')
    throw new StoreRefused('corrupt', 'the job store is damaged', file, adviceFor('corrupt'), {
      cause: new Error(String(found)),
    });
}

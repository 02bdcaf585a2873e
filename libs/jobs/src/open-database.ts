import { closeSync, existsSync, mkdirSync, openSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite, { type Database } from 'better-sqlite3';
import { copyBeforeMigration } from './migrations/copy-before.js';
import { migrate, type Migrated } from './migrations/migrate.js';
import { networkFileSystem } from './network-file-system.js';
import { adviceFor, failureOf, StoreRefused } from './store-errors.js';
import { checkWal } from './wal-check.js';

export interface OpenOptions {
  /** Milliseconds to wait for another process's transaction; default 5000. */
  readonly busyTimeout?: number;
  /** Looks at the file system under the store; default asks the kernel. */
  readonly fileSystem?: (directory: string) => string | undefined;
  /** The master's: it is noted in the file until {@link leave}, so that the next opening knows how this one ended. */
  readonly owner?: boolean;
}

/** How it was found. */
export interface Opened {
  /** How the last owner ended: `closed`, `killed` (this machine has been up since), or `power-cut`. Without an owner: `unknown`. */
  readonly last: 'closed' | 'killed' | 'power-cut' | 'unknown';
  readonly checked: 'all' | 'nothing';
  /** The last transaction in the log was not finished, and does not count. */
  readonly torn: boolean;
  readonly migrated?: Migrated & { readonly copy?: string };
}

/** `flee`: tells this file from other programs' databases. */
const applicationId = 0x666c6565;

/**
 * Below this size every page is read at every start. Above, only after the machine went down with the store open: a process that is killed cannot leave a
 * half-written page, because the kernel still has it, and a full look at gigabytes takes seconds. SQLite notices a damaged page when it reads it, and
 * each backup reads them all.
 */
const checkedBytes = 32 * 1024 * 1024;

/** @throws StoreRefused */
export function openDatabase(file: string, options: OpenOptions = {}): { database: Database; opened: Opened } {
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
    const torn = checkLog(file);
    database = new Sqlite(file, { timeout: options.busyTimeout ?? 5000 });
    const fresh = statSync(file).size === 0;
    // A file of another program is not changed, not even in how it keeps its log.
    if (!fresh) recognise(database, file);
    configure(database, fresh);
    const last = lastEnd(database);
    const everything = last === 'power-cut' || statSync(file).size <= checkedBytes;
    if (everything) check(database, file);
    const migrated = bringUpToDate(database, file);
    // A store that can be read but not written would lose the first return.
    database.exec('BEGIN IMMEDIATE; ROLLBACK');
    if (options.owner) note(database, bootId());
    return { database, opened: { last, checked: everything ? 'all' : 'nothing', torn, ...(migrated && { migrated }) } };
  } catch (error) {
    database?.close();
    if (error instanceof StoreRefused) throw error;
    const failure = failureOf(error);
    throw new StoreRefused(failure, `the job store cannot be opened: ${failure}`, file, adviceFor(failure), {
      cause: error,
    });
  }
}

/** What an owner does last: there is nothing to be looked for at the next start. */
export function leave(database: Database): void {
  database.prepare("DELETE FROM meta WHERE key = 'open'").run();
}

function configure(database: Database, fresh: boolean): void {
  // Both must be said before the first page is written.
  if (fresh) {
    database.pragma('auto_vacuum = INCREMENTAL');
    database.pragma(`application_id = ${applicationId}`);
  }
  database.pragma('journal_mode = WAL');
  // A return is taken off the stream once its transaction has committed, and the minion has forgotten it by then. NORMAL may lose the
  // last commits when the power fails; FULL costs one fsync for each batch (0.2 ms on a local disk).
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  database.pragma('wal_autocheckpoint = 1000');
  database.pragma('journal_size_limit = 67108864');
  // A page is looked over before its contents are believed, and a schema that somebody wrote into the file calls no function of ours.
  database.pragma('cell_size_check = ON');
  database.pragma('trusted_schema = OFF');
  // A disk error under a memory map is a signal that ends the process; a read that fails is an error that can be told.
  database.pragma('mmap_size = 0');
  database.pragma('cache_size = -16384');
}

function checkLog(file: string): boolean {
  const found = checkWal(file);
  if (found.state !== 'damaged') return found.state === 'torn';
  throw new StoreRefused(
    'damaged-log',
    found.frame === 0 && found.lost > 0
      ? 'the log of the job store is damaged at its beginning: what it held cannot be read'
      : `the log of the job store is damaged: ${found.lost} transactions behind its frame ${found.frame} cannot be read`,
    `${file}-wal`,
    adviceFor('damaged-log'),
  );
}

function recognise(database: Database, file: string): void {
  const id = database.pragma('application_id', { simple: true });
  if (id === applicationId) return;
  // Stores of the first versions have none.
  const ours =
    id === 0 &&
    database.prepare("SELECT 1 FROM sqlite_schema WHERE name IN ('jobs', 'keys', 'audit')").all().length === 3;
  const empty = id === 0 && database.prepare('SELECT 1 FROM sqlite_schema').all().length === 0;
  if (!ours && !empty)
    throw new StoreRefused(
      'foreign',
      'this is a database of another program, and no job store',
      file,
      'move it elsewhere',
    );
  database.pragma(`application_id = ${applicationId}`);
}

/** False for a store of the first versions that has not been brought up to date. */
export function hasMeta(database: Database): boolean {
  return database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'meta'").get() !== undefined;
}

function lastEnd(database: Database): Opened['last'] {
  if (!hasMeta(database)) return 'unknown';
  const open = database.prepare("SELECT value FROM meta WHERE key = 'open'").get() as { value: string } | undefined;
  if (!open) return 'closed';
  return open.value === bootId() ? 'killed' : 'power-cut';
}

function note(database: Database, boot: string): void {
  database
    .prepare("INSERT INTO meta (key, value) VALUES ('open', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value")
    .run(boot);
}

/** Another one after each start of the kernel. */
function bootId(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
}

function check(database: Database, file: string): void {
  const found = database.pragma('quick_check(1)', { simple: true });
  if (found !== 'ok')
    throw new StoreRefused('corrupt', 'the job store is damaged', file, adviceFor('corrupt'), {
      cause: new Error(String(found)),
    });
}

function bringUpToDate(database: Database, file: string): Opened['migrated'] {
  let copy: string | undefined;
  const outcome = migrate(database, ({ from }) => (copy = copyBeforeMigration(database, file, from)));
  if (outcome === 'newer')
    throw new StoreRefused(
      'newer-schema',
      'the job store was written by a newer version of fleet',
      file,
      'install that version again',
    );
  return outcome === 'current' ? undefined : { ...outcome, ...(copy !== undefined && { copy }) };
}

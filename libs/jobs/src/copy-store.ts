import { closeSync, openSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';
import { hasMeta, leave } from './open-database.js';

/** Pages that are copied before others have their turn. */
const pagesOfStep = 512;

/**
 * A copy of the store as it is at this moment, in one file, while others write to it. It is read through a snapshot, so that a busy master cannot make it begin
 * again and again. The copy is not on disk for sure: whoever gives it a name syncs it first.
 * @throws the error of SQLite or of the file system
 */
export async function copyStore(
  file: string,
  copy: string,
  progress: (done: number, total: number) => void = () => undefined,
): Promise<void> {
  closeSync(openSync(copy, 'wx', 0o600));
  const source = new Sqlite(file, { timeout: 5000 });
  try {
    source.exec('BEGIN');
    source.prepare('SELECT count(*) FROM sqlite_schema').get();
    await source.backup(copy, {
      progress: ({ totalPages, remainingPages }) => {
        progress(totalPages - remainingPages, totalPages);
        return pagesOfStep;
      },
    });
    source.exec('COMMIT');
  } finally {
    source.close();
  }
  const made = new Sqlite(copy);
  try {
    // One file, that can be read where nothing may be written.
    made.pragma('journal_mode = DELETE');
    // Nobody has this file open.
    if (hasMeta(made)) leave(made);
  } finally {
    made.close();
  }
}

export interface CopyFacts {
  /** `ok`, or what SQLite found first. */
  readonly integrity: string;
  readonly schema: number;
  readonly epoch: number;
  readonly jobs: number;
  readonly lastJid: string;
}

/** Runs in a thread: a full check of gigabytes takes many seconds, and the master goes on answering. */
const thread = `
const { parentPort, workerData } = require('node:worker_threads');
const database = new (require(workerData.sqlite))(workerData.file, { readonly: true });
const value = (sql) => { const row = database.prepare(sql).raw().get(); return row ? row[0] : undefined; };
const found = database.pragma('integrity_check(1)', { simple: true });
const broken = found === 'ok' ? database.pragma('foreign_key_check').length : 0;
parentPort.postMessage({
  integrity: broken > 0 ? broken + ' rows belong to nothing' : found,
  schema: database.pragma('user_version', { simple: true }),
  epoch: (value("SELECT 1 FROM sqlite_schema WHERE name = 'meta'") && value("SELECT value FROM meta WHERE key = 'epoch'")) ?? 0,
  jobs: value('SELECT count(*) FROM jobs'),
  lastJid: value('SELECT max(jid) FROM jobs') ?? '',
});
database.close();
`;

/** Reads all of a copy. @throws the error of SQLite for a file that is no store */
export function inspectStore(file: string): Promise<CopyFacts> {
  const sqlite = createRequire(import.meta.url).resolve('better-sqlite3');
  return new Promise((resolve, reject) => {
    const worker = new Worker(thread, { eval: true, workerData: { file, sqlite } });
    let facts: CopyFacts | undefined;
    worker.once('message', (message: CopyFacts) => (facts = message));
    worker.once('error', reject);
    worker.once('exit', () => (facts ? resolve(facts) : reject(new Error('the copy of the store could not be read'))));
  });
}

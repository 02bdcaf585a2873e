import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite, { type Database } from 'better-sqlite3';

/**
 * A copy of the store as it is, beside it: `fleet.db.v2`. It is read back before it gets its name, and nobody deletes it.
 * @throws the error of SQLite or of the file system; nothing of the copy is left then
 */
export function copyBeforeMigration(database: Database, file: string, version: number): string {
  const copy = `${file}.v${version}`;
  const draft = `${copy}.new`;
  rmSync(draft, { force: true });
  try {
    // Empty and ours alone first: SQLite would make it readable by others.
    closeSync(openSync(draft, 'wx', 0o600));
    database.prepare('VACUUM INTO ?').run(draft);
    readBack(draft, version);
    sync(draft);
    renameSync(draft, copy);
    sync(dirname(copy));
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
  return copy;
}

function readBack(draft: string, version: number): void {
  const made = new Sqlite(draft, { readonly: true });
  try {
    const found = made.pragma('quick_check(1)', { simple: true });
    if (found !== 'ok' || made.pragma('user_version', { simple: true }) !== version)
      throw new Error(`the copy of the store is not what was copied: ${String(found)}`);
  } finally {
    made.close();
  }
}

function sync(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

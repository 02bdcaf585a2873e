import { closeSync, fsyncSync, openSync } from 'node:fs';
import { link, mkdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { stampOf } from './stamp.js';

/** What SQLite may have beside a database file. */
const besides = ['-wal', '-shm', '-journal'];

/**
 * Puts a finished store in the place of the present one, which is kept in a folder beside it, log and all. Nobody may have either open. At every moment there is
 * a whole store at the place: a kill in between leaves the old one.
 * @returns the folder with the old one, or `undefined` where there was none
 */
export async function placeStore(draft: string, file: string, now = Date.now()): Promise<string | undefined> {
  const folder = dirname(file);
  const aside = join(folder, `replaced-${stampOf(now)}`);
  await mkdir(aside, { mode: 0o700 });
  const kept = await keep(() => link(file, join(aside, basename(file))));
  // A log belongs to one file, and SQLite would believe it of another.
  for (const suffix of besides) await keep(() => rename(`${file}${suffix}`, join(aside, `${basename(file)}${suffix}`)));
  sync(aside);
  await rename(draft, file);
  sync(folder);
  if (kept) return aside;
  await rm(aside, { recursive: true });
  return undefined;
}

/** What an attempt that was killed left of a store that was being made. */
export async function removeDraft(draft: string): Promise<void> {
  for (const suffix of ['', ...besides]) await rm(`${draft}${suffix}`, { force: true });
}

async function keep(move: () => Promise<void>): Promise<boolean> {
  try {
    await move();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

export function sync(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

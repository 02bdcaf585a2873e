import { existsSync } from 'node:fs';
import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { holdLock, LockHeld } from '../runtime/process-lock.js';
import { keptOf, type Keep } from './kept.js';
import { BackupUnusable, parts } from './manifest.js';
import { timeOf } from './stamp.js';

/** A backup that is not whole yet, or not any more, is called so; a kill may leave one. */
export const draftPrefix = '.new-';

export interface BackupPlace {
  readonly name: string;
  readonly folder: string;
  readonly created: number;
}

/** Newest first. Whatever else lies in the directory is none of ours. */
export async function listBackups(directory: string): Promise<BackupPlace[]> {
  return (await names(directory))
    .flatMap((name) => {
      const created = timeOf(name);
      return created === undefined ? [] : [{ name, folder: join(directory, name), created }];
    })
    .sort((a, b) => b.created - a.created);
}

/** `newest`, a name, or a path. @throws BackupUnusable */
export async function findBackup(directory: string, asked: string): Promise<string> {
  if (asked.includes('/')) return asked;
  const backups = await listBackups(directory);
  const found = asked === 'newest' ? backups[0] : backups.find(({ name }) => name === asked);
  if (found) return found.folder;
  const known = backups.slice(0, 5).map(({ name }) => name);
  throw new BackupUnusable(
    known.length === 0
      ? `there is no backup in ${directory}: fleet-master backup create makes one`
      : `there is no backup ${asked} in ${directory}; the newest are ${known.join(', ')}`,
  );
}

/** For whoever writes there: one at a time, on this machine. @throws BackupUnusable */
export async function holdFolder(directory: string): Promise<() => void> {
  try {
    return await holdLock(join(directory, '.lock'));
  } catch (error) {
    if (error instanceof LockHeld)
      throw new BackupUnusable(`another backup is being made in ${directory} (pid ${error.pid})`, { cause: error });
    throw error;
  }
}

/** What kills left behind. */
export async function clearDrafts(directory: string): Promise<void> {
  for (const name of await names(directory))
    if (name.startsWith(draftPrefix)) await rm(join(directory, name), { recursive: true });
}

/**
 * Deletes those that need not be kept any more; their names. One without keys takes the place of none that has them.
 * @param made stays in any case: where a clock was wrong, others may seem to be newer
 */
export async function thinOut(directory: string, keep: Keep, made: string): Promise<string[]> {
  const backups = await listBackups(directory);
  const kept = (among: readonly BackupPlace[]): Set<number> =>
    keptOf(
      among.map(({ created }) => created),
      keep,
    );
  const [ofAll, ofKeyed] = [kept(backups), kept(backups.filter(({ folder }) => existsSync(join(folder, parts.keys))))];
  const gone = backups.filter(({ name, created }) => name !== made && !ofAll.has(created) && !ofKeyed.has(created));
  for (const { name, folder } of gone) {
    // Deleting takes many steps, and what a kill leaves of it must not look like a backup.
    const draft = join(directory, `${draftPrefix}${name}`);
    await rename(folder, draft);
    await rm(draft, { recursive: true });
  }
  return gone.map(({ name }) => name);
}

async function names(directory: string): Promise<string[]> {
  try {
    return await readdir(directory);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

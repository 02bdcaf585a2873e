import type { Dirent } from 'node:fs';
import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BackupUnusable } from './manifest.js';
import type { TarEntry } from './tar.js';

/** Bytes of all files of one archive: it is made in memory. */
const largest = 256 * 1024 ** 2;

/** Every plain file under a folder, or a file alone, by its path in the archive; nothing where there is none. Links are left out. */
export async function filesUnder(place: string, path: string, budget = { left: largest }): Promise<TarEntry[]> {
  const found = await absent(lstat(place));
  if (found?.isFile()) {
    budget.left -= found.size;
    if (budget.left < 0)
      throw new BackupUnusable(
        `the files under ${place} are too many for a backup: more than ${largest / 1024 ** 2} MiB`,
      );
    const content = await absent(readFile(place));
    return content ? [{ path, mode: found.mode & 0o777, content }] : [];
  }
  if (!found?.isDirectory()) return [];
  const entries: TarEntry[] = [];
  for (const { name } of ((await absent(readdir(place, { withFileTypes: true }))) ?? ([] as Dirent[])).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  ))
    entries.push(...(await filesUnder(join(place, name), `${path}/${name}`, budget)));
  return entries;
}

/** What is taken away while it is looked at is not there. */
async function absent<T>(doing: Promise<T>): Promise<T | undefined> {
  try {
    return await doing;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

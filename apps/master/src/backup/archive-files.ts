import type { Dirent } from 'node:fs';
import { lstat, readdir, readFile, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { BackupUnusable } from './manifest.js';
import type { TarEntry } from './tar.js';

/** Bytes of all files of one archive: it is made in memory. */
const largest = 256 * 1024 ** 2;

/** What several calls share that gather files for one archive. */
export interface Gathering {
  left: number;
  /** Real paths of folders in which links are followed, as the file server does. */
  readonly bases: readonly string[];
}

export function gathering(bases: readonly string[] = []): Gathering {
  return { left: largest, bases };
}

/**
 * Every plain file under a folder, or a file alone, by its path in the archive; nothing where there is none. A link that leads to another place than the
 * bases is left out.
 * @param above folders that are being walked: a link to one of them would never end
 */
export async function filesUnder(
  place: string,
  path: string,
  all: Gathering = gathering(),
  above: readonly string[] = [],
): Promise<TarEntry[]> {
  const found = await absent(lstat(place));
  if (found?.isSymbolicLink()) {
    const target = await absent(realpath(place));
    if (target === undefined || above.includes(target) || !all.bases.some((base) => isIn(base, target))) return [];
    return filesUnder(target, path, all, above);
  }
  if (found?.isFile()) {
    all.left -= found.size;
    if (all.left < 0)
      throw new BackupUnusable(
        `the files under ${place} are too many for a backup: more than ${largest / 1024 ** 2} MiB`,
      );
    const content = await absent(readFile(place));
    return content ? [{ path, mode: found.mode & 0o777, content }] : [];
  }
  if (!found?.isDirectory()) return [];
  const entries: TarEntry[] = [];
  const items = (await absent(readdir(place, { withFileTypes: true }))) ?? ([] as Dirent[]);
  for (const { name } of items.sort((a, b) => (a.name < b.name ? -1 : 1)))
    entries.push(...(await filesUnder(join(place, name), `${path}/${name}`, all, [...above, place])));
  return entries;
}

/** Whether a place is a folder or lies in it. */
export function isIn(folder: string, place: string): boolean {
  return place === folder || place.startsWith(folder === sep ? sep : folder + sep);
}

/** What is taken away while it is looked at is not there, and neither is the target of links that go in a circle. */
async function absent<T>(doing: Promise<T>): Promise<T | undefined> {
  try {
    return await doing;
  } catch (error) {
    if (['ENOENT', 'ELOOP'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}

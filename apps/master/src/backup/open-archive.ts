import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ageDecrypt, AgeFailed, type AgeWith } from '@fleet/identity';
import { BackupUnusable, parts, type Manifest } from './manifest.js';
import { TarUnusable, unpackTar, type TarEntry } from './tar.js';

type Sealed = 'keys' | 'trees';

export function has({ files }: Pick<Manifest, 'files'>, archive: Sealed): boolean {
  return files.some(({ path }) => path === parts[archive]);
}

/** What lies encrypted in a backup. @throws BackupUnusable where there is none, or `key` does not open it */
export async function openArchive(
  folder: string,
  manifest: Manifest,
  archive: Sealed,
  key: AgeWith,
): Promise<TarEntry[]> {
  if (!has(manifest, archive)) throw new BackupUnusable(`the backup ${basename(folder)} holds no ${archive}`);
  const file = join(folder, parts[archive]);
  try {
    return unpackTar(await ageDecrypt(await readFile(file), key));
  } catch (error) {
    if (error instanceof AgeFailed || error instanceof TarUnusable)
      throw new BackupUnusable(`${file} cannot be opened: ${error.message}`, { cause: error });
    throw error;
  }
}

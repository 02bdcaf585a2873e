import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { AgeWith } from '@fleet/identity';
import { inspectStore, migrations } from '@fleet/jobs';
import { has, openArchive } from './open-archive.js';
import { BackupUnusable, describeFile, parts, readManifest, type Manifest } from './manifest.js';

/**
 * Reads every byte of a backup: hashes, and the store in it page by page. With `key` also what is encrypted in it.
 * @throws BackupUnusable for the first thing that is wrong
 */
export async function verifyBackup(
  folder: string,
  tell: (what: string) => void = () => undefined,
  key?: AgeWith,
): Promise<Manifest> {
  const manifest = await readManifest(folder);
  const present = await readdir(folder);
  const expected = [parts.manifest, ...manifest.files.map(({ path }) => path)];
  const stray = present.find((name) => !expected.includes(name));
  if (stray !== undefined) throw new BackupUnusable(`${join(folder, stray)} does not belong to the backup`);
  for (const { path, size, sha256 } of manifest.files) {
    tell(path);
    if (!present.includes(path)) throw new BackupUnusable(`${join(folder, path)} is missing`);
    const found = await describeFile(folder, path);
    if (found.size !== size || found.sha256 !== sha256)
      throw new BackupUnusable(`${join(folder, path)} is not what was written: its SHA-256 is another one`);
  }
  if (key) {
    await openArchive(folder, manifest, 'keys', key);
    if (has(manifest, 'trees')) await openArchive(folder, manifest, 'trees', key);
  }
  tell(`${parts.store}, page by page`);
  await checkStore(join(folder, parts.store), manifest);
  return manifest;
}

async function checkStore(file: string, { schema, epoch }: Pick<Manifest, 'schema' | 'epoch'>): Promise<void> {
  const found = await inspectStore(file).catch((cause: unknown) => {
    throw new BackupUnusable(`${file} cannot be read: ${(cause as Error).message}`, { cause });
  });
  if (found.integrity !== 'ok') throw new BackupUnusable(`${file} is damaged: ${found.integrity}`);
  if (found.schema !== schema || found.epoch !== epoch)
    throw new BackupUnusable(`${file} is another store than the manifest describes`);
  if (schema > migrations.length)
    throw new BackupUnusable(`${file} was written by a newer version of fleet: install that version first`);
}

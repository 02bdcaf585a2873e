import { existsSync } from 'node:fs';
import { mkdir, rename, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Directories, MasterConfig } from '@fleet/config';
import { ageEncrypt, type AgeFor } from '@fleet/identity';
import { copyStore, inspectStore } from '@fleet/jobs';
import { version } from '../runtime/version.js';
import { filesUnder } from './archive-files.js';
import { clearDrafts, draftPrefix, holdFolder, thinOut } from './backup-folder.js';
import { keyFiles } from './key-files.js';
import { BackupUnusable, describeFile, parts, withDigest, type Manifest } from './manifest.js';
import { sync } from './place-store.js';
import { stampOf, timeOf } from './stamp.js';
import { packTar, type TarEntry } from './tar.js';
import { treeFiles } from './tree-files.js';

export interface BackupOrder {
  readonly config: MasterConfig;
  readonly places: Directories;
  readonly directory: string;
  /** For whom the keys are encrypted; absent: the backup holds none. */
  readonly to?: AgeFor;
  readonly tell?: (what: string) => void;
  /** Ends it; nothing of it is left. */
  readonly signal?: AbortSignal;
}

export interface MadeBackup {
  readonly name: string;
  readonly folder: string;
  readonly manifest: Manifest;
  /** Older ones that were deleted. */
  readonly removed: readonly string[];
}

/** Bytes beside the store that have to be free. */
const slack = 16 * 1024 ** 2;

/**
 * Makes a backup, whether the master runs or not. It appears under its name when all of it is on disk and has been read back.
 * @throws BackupUnusable, AgeFailed, and the error of a disk that takes no more; nothing half is left then
 */
export async function createBackup(order: BackupOrder): Promise<MadeBackup> {
  const { places, directory, config, to } = order;
  if (!existsSync(places.master.database))
    throw new BackupUnusable(`there is no job store (${places.master.database}): the master has never run here`);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const release = await holdFolder(directory);
  try {
    await clearDrafts(directory);
    await demandRoom(directory, places.master.database);
    const created = freeMoment(directory);
    const name = stampOf(created);
    const draft = join(directory, `${draftPrefix}${name}`);
    await mkdir(draft, { mode: 0o700 });
    try {
      const manifest = await fill(draft, created, order, to);
      for (const path of [parts.manifest, ...manifest.files.map((file) => file.path)]) sync(join(draft, path));
      sync(draft);
      order.signal?.throwIfAborted();
      await rename(draft, join(directory, name));
      sync(directory);
      const removed = await thinOut(directory, config.backup.keep, name);
      return { name, folder: join(directory, name), manifest, removed };
    } catch (error) {
      await rm(draft, { recursive: true, force: true });
      throw error;
    }
  } finally {
    release();
  }
}

async function fill(draft: string, created: number, order: BackupOrder, to: AgeFor | undefined): Promise<Manifest> {
  const { places, config, tell = () => undefined, signal } = order;
  await copyStore(places.master.database, join(draft, parts.store), (done, total) => {
    signal?.throwIfAborted();
    tell(`the store, ${total === 0 ? 100 : Math.floor((done / total) * 100)} %`);
  });
  tell('keys and configuration');
  const write = (path: string, content: Uint8Array): Promise<void> =>
    writeFile(join(draft, path), content, { mode: 0o600, flag: 'wx' });
  if (to) {
    await write(parts.keys, await ageEncrypt(packTar(await keyFiles(places), created), to));
    if (config.backup.trees) await write(parts.trees, await ageEncrypt(packTar(await treeFiles(config), created), to));
  }
  await write(parts.configuration, packTar(await configurationFiles(places), created));
  tell('reading the store back');
  const store = await inspectStore(join(draft, parts.store));
  if (store.integrity !== 'ok')
    throw new BackupUnusable(
      `the job store is damaged (${store.integrity}), and a copy of it would be no backup: restore an older one, or fleet-master rebuild --force`,
    );
  const files: Manifest['files'][number][] = [];
  for (const path of Object.values(parts))
    if (path !== parts.manifest && existsSync(join(draft, path))) files.push(await describeFile(draft, path));
  const manifest = withDigest({
    kind: 'fleet-backup',
    v: 1,
    created,
    version,
    schema: store.schema,
    epoch: store.epoch,
    jobs: store.jobs,
    lastJid: store.lastJid,
    keys: to === undefined ? 'none' : 'passphrase' in to ? 'passphrase' : 'recipients',
    files,
  });
  await write(parts.manifest, Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`));
  return manifest;
}

/** Said before anything is written: a full disk is bad for whoever else writes there. */
async function demandRoom(directory: string, database: string): Promise<void> {
  const { bavail, bsize } = await statfs(directory);
  const log = await stat(`${database}-wal`).catch(() => ({ size: 0 }));
  const needed = (await stat(database)).size + log.size + slack;
  if (bavail * bsize < needed)
    throw new BackupUnusable(
      `${directory} has ${Math.floor((bavail * bsize) / 1024 ** 2)} MiB left, and the backup needs ${Math.ceil(needed / 1024 ** 2)}`,
    );
}

/** Two backups of one second would have the same name. */
function freeMoment(directory: string): number {
  let moment = timeOf(stampOf(Date.now())) as number;
  while (existsSync(join(directory, stampOf(moment)))) moment += 1000;
  return moment;
}

async function configurationFiles(places: Directories): Promise<TarEntry[]> {
  return [
    ...(await filesUnder(places.master.config, 'master.yaml')),
    ...(await filesUnder(places.master.dropIns, 'master.d')),
  ];
}

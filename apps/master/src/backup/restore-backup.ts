import { copyFile, mkdir, readFile, readdir, rename, rm, writeFile, chmod } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { openTrust } from '@fleet/bus';
import type { Directories, MasterConfig } from '@fleet/config';
import { ageDecrypt, type AgeWith } from '@fleet/identity';
import { inspectStore, JobStore } from '@fleet/jobs';
import { openOwnKey } from '../keys/own-key.js';
import { readStreams } from '../facts/read-streams.js';
import { whatIsIn, type Restored } from '../facts/restored.js';
import { withStreams } from '../facts/stream-access.js';
import { BackupUnusable, parts, type Manifest } from './manifest.js';
import { placeStore, removeDraft, sync } from './place-store.js';
import { stampOf } from './stamp.js';
import { unpackTar } from './tar.js';
import { verifyBackup } from './verify-backup.js';

export interface RestoreOrder {
  readonly config: MasterConfig;
  readonly places: Directories;
  readonly folder: string;
  /** Puts the keys back too, opened with this. */
  readonly keys?: AgeWith;
  /** Whether what happened after the backup is read from the streams. */
  readonly streams: boolean;
  readonly tell?: (what: string) => void;
}

export interface RestoredBackup {
  readonly manifest: Manifest;
  readonly restored: Restored;
  /** Folders with what was there before. */
  readonly aside: readonly string[];
}

/**
 * Puts a backup in the place of the store, brings in what the streams know of the time since, and begins a new epoch. The master must not run. Until the
 * last step the present store is where it was; it is moved aside, and nothing of it is deleted.
 * @throws BackupUnusable, AgeFailed, TrustUnusable, BusError, NatsServerError
 */
export async function restoreBackup(order: RestoreOrder): Promise<RestoredBackup> {
  const { config, places, folder, keys, streams, tell = () => undefined } = order;
  const manifest = await verifyBackup(folder, (what) => tell(`verifying ${what}`));
  const aside: string[] = [];
  if (keys) {
    const replaced = await restoreKeys(folder, manifest, places, keys);
    if (replaced !== undefined) aside.push(replaced);
  }
  const { database } = places.master;
  const draft = `${database}.restored`;
  await removeDraft(draft);
  await mkdir(dirname(draft), { recursive: true, mode: 0o700 });
  const before = await epochOf(database);
  try {
    await copyFile(join(folder, parts.store), draft);
    await chmod(draft, 0o600);
    const restored = await bringUpToDate(draft, before);
    const replaced = await placeStore(draft, database);
    if (replaced !== undefined) aside.push(replaced);
    return { manifest, restored, aside };
  } finally {
    await removeDraft(draft);
    await removeMigrationCopies(draft);
  }

  async function bringUpToDate(file: string, epochBefore: number): Promise<Restored> {
    const store = JobStore.open(file, { telling: false });
    try {
      const replay = store.replay();
      const key = await openOwnKey(places.master.keys, 'facts.key');
      const read = streams
        ? await withStreams(config, places, (bus) =>
            readStreams(bus, key, replay, (what, count) => tell(`${count} ${what} of the streams`)),
          )
        : { facts: 0, returns: 0, unreadable: 0 };
      const epoch = replay.finish(epochBefore);
      return { epoch, ...whatIsIn(store), replayed: replay.outcome, streams: read };
    } finally {
      store.close();
    }
  }
}

/** Of the store that is replaced: the new epoch has to be later. 0 where nobody can tell. */
async function epochOf(file: string): Promise<number> {
  if (!existsSync(file)) return 0;
  return inspectStore(file).then(
    ({ epoch }) => epoch,
    // It is replaced because it is damaged, most probably; the stream knows its epoch too.
    () => 0,
  );
}

async function restoreKeys(
  folder: string,
  manifest: Manifest,
  places: Directories,
  key: AgeWith,
): Promise<string | undefined> {
  if (!manifest.files.some(({ path }) => path === parts.keys))
    throw new BackupUnusable(`the backup ${basename(folder)} holds no keys`);
  const entries = unpackTar(await ageDecrypt(await readFile(join(folder, parts.keys)), key));
  const home = places.master.keys;
  const draft = `${home}.restored`;
  await rm(draft, { recursive: true, force: true });
  for (const { path, mode, content } of entries) {
    const [first, ...rest] = path.split('/');
    // Credentials and profile of operators that are here stay as they are.
    const target =
      first === 'keys'
        ? join(draft, ...rest)
        : first === 'operators'
          ? join(places.operator.credentials, ...rest)
          : places.operator.profile;
    if (first !== 'keys' && existsSync(target)) continue;
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    await writeFile(target, content, { mode, flush: true, flag: 'wx' });
  }
  // What is no set of keys never takes the place of one.
  await openTrust(draft);
  sync(draft);
  const aside = existsSync(home) ? `${home}.replaced-${stampOf(Date.now())}` : undefined;
  if (aside !== undefined) await rename(home, aside);
  await rename(draft, home);
  sync(dirname(home));
  return aside;
}

/** A store of an older version was brought up to date: the backup itself is the copy of it. */
async function removeMigrationCopies(draft: string): Promise<void> {
  const prefix = `${basename(draft)}.v`;
  for (const name of await readdir(dirname(draft))) if (name.startsWith(prefix)) await rm(join(dirname(draft), name));
}

import { chmod, copyFile, mkdir, readdir, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Directories, MasterConfig } from '@fleet/config';
import type { AgeWith } from '@fleet/identity';
import { inspectStore, JobStore } from '@fleet/jobs';
import { openOwnKey } from '../keys/own-key.js';
import { readStreams } from '../facts/read-streams.js';
import { whatIsIn, type Restored } from '../facts/restored.js';
import { withStreams } from '../facts/stream-access.js';
import { placeFolder, removeFolderDraft, type FolderDraft } from './folder-draft.js';
import { draftKeys, placeCredentials } from './key-files.js';
import { parts, type Manifest } from './manifest.js';
import { openArchive } from './open-archive.js';
import { placeStore, removeDraft } from './place-store.js';
import type { TarEntry } from './tar.js';
import { draftTrees } from './tree-files.js';
import { verifyBackup } from './verify-backup.js';

export interface RestoreOrder {
  readonly config: MasterConfig;
  readonly places: Directories;
  readonly folder: string;
  /** What is put back beside the store, and what opens it. */
  readonly opened?: { readonly key: AgeWith; readonly keys: boolean; readonly trees: boolean };
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
 * Puts a backup in the place of the store, brings in what the streams know of the time since, and begins a new epoch. The master must not run. All of it is
 * made beside what is there, and takes its place when nothing more can fail but a rename; what was there is moved aside, and nothing of it is deleted.
 * @throws BackupUnusable, TrustUnusable, BusError, NatsServerError
 */
export async function restoreBackup(order: RestoreOrder): Promise<RestoredBackup> {
  const { config, places, folder, opened, tell = () => undefined } = order;
  const manifest = await verifyBackup(folder, (what) => tell(`verifying ${what}`));
  const sealed = (archive: 'keys' | 'trees'): Promise<TarEntry[]> | undefined =>
    opened?.[archive] ? openArchive(folder, manifest, archive, opened.key) : undefined;
  const [keyEntries, treeEntries] = [await sealed('keys'), await sealed('trees')];
  const { database } = places.master;
  const draft = `${database}.restored`;
  const folders: FolderDraft[] = [];
  await removeDraft(draft);
  await mkdir(dirname(draft), { recursive: true, mode: 0o700 });
  try {
    let keysAt = places.master.keys;
    if (keyEntries) {
      const keys = await draftKeys(keyEntries, places);
      folders.push(keys);
      keysAt = keys.draft;
    }
    if (treeEntries) await draftTrees(treeEntries, config, folders);
    const before = await epochOf(database);
    await copyFile(join(folder, parts.store), draft);
    await chmod(draft, 0o600);
    // The streams are opened with the keys that are about to be in place.
    const restored = await bringUpToDate(
      draft,
      before,
      { ...places, master: { ...places.master, keys: keysAt } },
      order,
    );
    const aside: (string | undefined)[] = [];
    const now = Date.now();
    for (const made of folders) aside.push(await placeFolder(made, now));
    if (keyEntries) await placeCredentials(keyEntries, places);
    aside.push(await placeStore(draft, database, now));
    return { manifest, restored, aside: aside.filter((place) => place !== undefined) };
  } finally {
    for (const made of folders) await removeFolderDraft(made);
    await removeDraft(draft);
    await removeMigrationCopies(draft);
  }
}

async function bringUpToDate(
  file: string,
  epochBefore: number,
  places: Directories,
  { config, streams, tell = () => undefined }: RestoreOrder,
): Promise<Restored> {
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

/** Of the store that is replaced: the new epoch has to be later. 0 where nobody can tell. */
async function epochOf(file: string): Promise<number> {
  if (!existsSync(file)) return 0;
  return inspectStore(file).then(
    ({ epoch }) => epoch,
    // It is replaced because it is damaged, most probably; the stream knows its epoch too.
    () => 0,
  );
}

/** A store of an older version was brought up to date: the backup itself is the copy of it. */
async function removeMigrationCopies(draft: string): Promise<void> {
  const prefix = `${basename(draft)}.v`;
  for (const name of await readdir(dirname(draft))) if (name.startsWith(prefix)) await rm(join(dirname(draft), name));
}

import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { openTrust } from '@fleet/bus';
import type { Directories } from '@fleet/config';
import { filesUnder } from './archive-files.js';
import { draftFolder, removeFolderDraft, type FolderDraft } from './folder-draft.js';
import type { TarEntry } from './tar.js';

/** The keys of the fleet, and what the operators of this machine have. */
export async function keyFiles(places: Directories): Promise<TarEntry[]> {
  return [
    ...(await filesUnder(places.master.keys, 'keys')),
    ...(await filesUnder(places.operator.credentials, 'operators')),
    ...(await filesUnder(places.operator.profile, 'fleetctl.json')),
  ];
}

/** Longer ones may have been allowed since the backup: where it is missing, revocations are kept for as long as any could be good. */
const lifetimesFile = 'keys/lifetimes.json';

/** Writes the keys of a backup beside those that are there. @throws TrustUnusable where they are no set of keys; nothing is left then */
export async function draftKeys(entries: readonly TarEntry[], places: Directories): Promise<FolderDraft> {
  const keys = entries
    .filter(({ path }) => path.startsWith('keys/') && path !== lifetimesFile)
    .map((entry) => ({ ...entry, path: entry.path.slice('keys/'.length) }));
  const draft = await draftFolder(places.master.keys, keys, 0o700);
  try {
    await openTrust(draft.draft);
    return draft;
  } catch (error) {
    await removeFolderDraft(draft);
    throw error;
  }
}

/** Credentials and profile of operators, where there are none of that name: those that are here stay as they are. */
export async function placeCredentials(entries: readonly TarEntry[], places: Directories): Promise<void> {
  for (const { path, mode, content } of entries) {
    const target = path.startsWith('operators/')
      ? join(places.operator.credentials, path.slice('operators/'.length))
      : path === 'fleetctl.json'
        ? places.operator.profile
        : undefined;
    if (target === undefined || existsSync(target)) continue;
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    await writeFile(target, content, { mode, flush: true, flag: 'wx' });
  }
}

import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { sync } from './place-store.js';
import { stampOf } from './stamp.js';
import type { TarEntry } from './tar.js';

/** A folder that is complete, beside the one whose place it is to take. */
export interface FolderDraft {
  readonly draft: string;
  readonly place: string;
}

/** Writes files beside `place`; they are on disk when this resolves, and nothing of them is left where it fails. */
export async function draftFolder(place: string, files: readonly TarEntry[], mode = 0o755): Promise<FolderDraft> {
  const made = { draft: `${place}.restored`, place };
  await removeFolderDraft(made);
  await mkdir(dirname(place), { recursive: true });
  try {
    await fill(made.draft, files, mode);
    return made;
  } catch (error) {
    await removeFolderDraft(made);
    throw error;
  }
}

async function fill(draft: string, files: readonly TarEntry[], mode: number): Promise<void> {
  await mkdir(draft, { mode });
  const folders = new Set([draft]);
  for (const file of files) {
    const target = join(draft, file.path);
    await mkdir(dirname(target), { recursive: true, mode });
    await writeFile(target, file.content, { mode: file.mode, flush: true, flag: 'wx' });
    for (let folder = dirname(target); folder !== draft; folder = dirname(folder)) folders.add(folder);
  }
  for (const folder of folders) sync(folder);
}

/** @returns where the folder is now that was there, or `undefined` where there was none */
export async function placeFolder({ draft, place }: FolderDraft, now: number): Promise<string | undefined> {
  const aside = existsSync(place) ? `${place}.replaced-${stampOf(now)}` : undefined;
  if (aside !== undefined) await rename(place, aside);
  await rename(draft, place);
  sync(dirname(place));
  return aside;
}

export async function removeFolderDraft({ draft }: FolderDraft): Promise<void> {
  await rm(draft, { recursive: true, force: true });
}

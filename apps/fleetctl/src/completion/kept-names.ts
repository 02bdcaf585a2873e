import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

/** Milliseconds for which names are good without asking again, and for which they are better than nothing. */
const [fresh, usable] = [3 * 60_000, 24 * 3_600_000];
/** Milliseconds after which a master that did not answer is asked again: no key press waits for it meanwhile. */
const afterSilence = 20_000;

export interface Kept {
  readonly names: readonly string[];
  readonly more?: true;
  /** When they were asked for; milliseconds since the epoch. */
  readonly at: number;
  /** When somebody asked in vain since. */
  readonly tried?: number;
}

/** Where names of one kind are kept, for each profile: what was kept for another fleet is never shown. */
export async function placeOf(folder: string, profile: string, what: string): Promise<string> {
  const { mtimeMs } = await stat(profile);
  const key = createHash('sha256')
    .update(JSON.stringify([resolve(profile), mtimeMs, what]))
    .digest('hex');
  return join(folder, 'completion', `${key.slice(0, 32)}.json`);
}

/** What is kept there, where it is still of use. */
export async function readKept(file: string, now = Date.now()): Promise<Kept | undefined> {
  try {
    const kept = JSON.parse(await readFile(file, 'utf8')) as Partial<Kept> | null;
    const { names, at } = kept ?? {};
    if (!Array.isArray(names) || !names.every((name) => typeof name === 'string') || typeof at !== 'number')
      return undefined;
    // A clock that was set back makes yesterday of tomorrow.
    return Math.abs(now - at) > usable ? undefined : (kept as Kept);
  } catch {
    // Not there, not readable, not whole: then the master is asked.
    return undefined;
  }
}

/** Whether it is enough, or the master has just been asked in vain. */
export function isEnough({ at, tried }: Kept, now = Date.now()): boolean {
  return Math.abs(now - at) < fresh || (tried !== undefined && Math.abs(now - tried) < afterSilence);
}

/** For its owner alone; whole, or as it was. */
export async function keep(file: string, kept: Kept): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomUUID().slice(0, 8)}`;
  try {
    await writeFile(draft, JSON.stringify(kept), { mode: 0o600, flag: 'wx' });
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

import { constants } from 'node:fs';
import { open, rename, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * Puts a file in place in one step: readers see the old content or the new one, never a half. With `durable` it has reached
 * the disk when this returns, name and content, so that a power cut cannot take it back.
 */
export async function replaceFile(
  path: string,
  content: string,
  options: { durable: boolean; mode?: number },
): Promise<void> {
  const directory = dirname(path);
  const temporary = join(directory, `.${basename(path)}.${process.pid}.tmp`);
  const file = await open(temporary, constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC, options.mode ?? 0o600);
  try {
    try {
      await file.writeFile(content);
      if (options.durable) await file.datasync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    // On a full disk, half a file would take up what is left.
    await unlink(temporary).catch(() => undefined);
    throw error;
  }
  if (options.durable) await syncDirectory(directory);
}

/** Removes a file; one that is gone already is as good. Answers whether there was one. */
export async function removeFile(path: string): Promise<boolean> {
  try {
    await unlink(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return false;
  }
}

/** A new name is on disk only when its directory is. */
async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

export function isTemporary(name: string): boolean {
  return name.startsWith('.') && name.endsWith('.tmp');
}

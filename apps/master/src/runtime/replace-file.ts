import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Puts a file in place in one step: readers see what was there or all of what is new, and a power cut leaves one of the two. Where it
 * cannot be written, what was there stays.
 */
export async function replaceFile(file: string, text: string, { mode = 0o600 } = {}): Promise<void> {
  // Of one name: what a kill leaves behind, the next one writes over.
  const draft = `${file}.new`;
  try {
    const handle = await open(draft, 'w', mode);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
  } catch (error) {
    // On a full disk, half a file would take up what is left.
    await rm(draft, { force: true });
    throw error;
  }
  // A new name is on disk only when its folder is.
  const folder = await open(dirname(file), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

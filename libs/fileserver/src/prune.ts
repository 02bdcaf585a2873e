import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryPrefix } from './blobs.js';

export interface PruneRequest {
  readonly blobsDir: string;
  /** Hashes that must stay. */
  readonly keep: ReadonlySet<string>;
  /** What else may stay, in bytes; the longest unused go first. */
  readonly maxBytes: number;
  /** Milliseconds since the epoch; default now. */
  readonly now?: number;
}

/** A writer that is still at work touches its file more often than this. Milliseconds. */
const abandoned = 60 * 60 * 1000;

/** Deletes blobs beyond the budget and temporary files of writers that died. */
export async function pruneBlobs(request: PruneRequest): Promise<{ removed: number; freed: number }> {
  const loose: { file: string; size: number; used: number }[] = [];
  const result = { removed: 0, freed: 0 };
  const remove = async (file: string, size: number): Promise<void> => {
    await rm(file, { force: true });
    result.removed += 1;
    result.freed += size;
  };
  for (const item of await readdir(request.blobsDir, { withFileTypes: true, recursive: true })) {
    if (!item.isFile()) continue;
    const file = join(item.parentPath, item.name);
    const found = await stat(file).catch((error: NodeJS.ErrnoException) => {
      // Its writer has just given it its name.
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    if (!found) continue;
    if (item.name.startsWith(temporaryPrefix)) {
      if (found.mtimeMs < (request.now ?? Date.now()) - abandoned) await remove(file, found.size);
    } else if (!request.keep.has(item.name)) {
      loose.push({ file, size: found.size, used: Math.max(found.atimeMs, found.mtimeMs) });
    }
  }
  loose.sort((a, b) => b.used - a.used);
  let total = 0;
  for (const { file, size } of loose) {
    total += size;
    if (total > request.maxBytes) await remove(file, size);
  }
  return result;
}

import { posix } from 'node:path';
import { HostRefusal, type FileStats, type HostView } from '@fleet/platform';

export interface Entry {
  readonly path: string;
  readonly name: string;
  readonly depth: number;
  readonly stats: FileStats;
}

/** More entries than this are no question for a template. */
export const most = 100_000;

/**
 * A path and all that is below it, folders before what is in them, by name; symlinks are not followed. Folders that may not be read count
 * as empty.
 * @throws HostRefusal `too-large`
 */
export async function* walk(host: HostView, top: string, maxDepth: number): AsyncGenerator<Entry> {
  const open: { path: string; depth: number }[] = [{ path: top.replace(/(?<=.)\/+$/, ''), depth: 0 }];
  for (let seen = 0; open.length > 0; seen += 1) {
    if (seen > most) throw new HostRefusal('too-large', `${top} holds more than ${most} entries`, { path: top });
    const { path, depth } = open.pop() as { path: string; depth: number };
    const stats = await host.files.stat(path);
    if (!stats) continue;
    yield { path, name: posix.basename(path), depth, stats };
    if (stats.kind !== 'directory' || depth >= maxDepth) continue;
    const names = await namesIn(host, path);
    for (const name of names.reverse()) open.push({ path: posix.join(path, name), depth: depth + 1 });
  }
}

/** Names in a directory, sorted; none where it may not be read. */
export async function namesIn(host: HostView, path: string): Promise<string[]> {
  try {
    return await host.files.list(path);
  } catch (cause) {
    if (cause instanceof HostRefusal) return [];
    throw cause;
  }
}

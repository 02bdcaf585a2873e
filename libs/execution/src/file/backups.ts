import { posix } from 'node:path';
import { backupDirectory, backupTime } from '@fleet/edits';
import { HostRefusal, type HostView } from '@fleet/platform';
import { cacheFolder } from '../cp/cache.js';
import { FunctionRefused, type FunctionContext } from '../definition.js';

export interface KeptBackup {
  readonly path: string;
  readonly kept: Date;
  /** Bytes. */
  readonly size: number;
}

/** Copies of a file that `backup: minion` has kept, the newest first. */
export async function backupsOf(host: HostView, context: FunctionContext, path: string): Promise<KeptBackup[]> {
  const directory = backupDirectory(cacheFolder(context.opts), path);
  const found: KeptBackup[] = [];
  for (const name of await namesIn(host, directory)) {
    const kept = backupTime(path, name);
    const copy = posix.join(directory, name);
    const stats = kept && (await host.files.stat(copy));
    if (kept && stats?.kind === 'file') found.push({ path: copy, kept, size: stats.size });
  }
  return found.sort((a, b) => b.kept.getTime() - a.kept.getTime());
}

/** The copy of that number. @throws FunctionRefused `not-found`, with the numbers that there are */
export async function backupOf(
  host: HostView,
  context: FunctionContext,
  path: string,
  number: number,
): Promise<KeptBackup> {
  const all = await backupsOf(host, context, path);
  const found = all[number];
  if (found) return found;
  const there = all.length === 0 ? 'there are none' : `there are 0 to ${all.length - 1}`;
  throw new FunctionRefused('not-found', `${path} has no backup ${number}: ${there}`);
}

async function namesIn(host: HostView, directory: string): Promise<string[]> {
  try {
    return await host.files.list(directory);
  } catch (cause) {
    if (cause instanceof HostRefusal && ['ENOENT', 'ENOTDIR'].includes(cause.code)) return [];
    throw cause;
  }
}

import { constants } from 'node:fs';
import * as fs from 'node:fs/promises';
import type { Ownership } from '../host.js';

/**
 * Never follows a symlink at the end of the path. Files and directories are changed through a handle, so that nobody can put a
 * symlink in their place between the look and the change.
 */
export async function setOwnership(path: string, ownership: Ownership): Promise<void> {
  const stats = await fs.lstat(path);
  if (stats.isSymbolicLink()) return chownLink(path, ownership);
  const { uid = stats.uid, gid = stats.gid } = ownership;
  const moves = uid !== stats.uid || gid !== stats.gid;
  // chown clears setuid and setgid; what is not asked for stays.
  const mode = ownership.mode ?? (moves && stats.isFile() ? stats.mode & 0o7777 : undefined);
  const handle = stats.isFile() || stats.isDirectory() ? await openForOwner(path) : undefined;
  try {
    if (moves) await (handle ? handle.chown(uid, gid) : fs.lchown(path, uid, gid));
    if (mode !== undefined) await (handle ? handle.chmod(mode) : fs.chmod(path, mode));
  } finally {
    await handle?.close();
  }
}

/** `undefined` for what its owner may change but not read. */
async function openForOwner(path: string): Promise<fs.FileHandle | undefined> {
  return fs
    .open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    .catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'EACCES') return undefined;
      throw error;
    });
}

export async function chownLink(path: string, ownership: Pick<Ownership, 'uid' | 'gid'>): Promise<void> {
  if (ownership.uid === undefined && ownership.gid === undefined) return;
  const stats = await fs.lstat(path);
  await fs.lchown(path, ownership.uid ?? stats.uid, ownership.gid ?? stats.gid);
}

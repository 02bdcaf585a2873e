import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, lstat, open, readlink, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { HostRefusal, type Ownership } from '../host.js';

/**
 * Replaces `path` by what `fill` writes, in one step. The temporary file is made beside it, exclusively and readable for nobody
 * else; it gets content, owner and mode, is on disk, and only then gets the name.
 */
export async function replaceFile(
  path: string,
  ownership: Ownership,
  fill: (file: FileHandle) => Promise<void>,
): Promise<void> {
  const old = await lstat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (old?.isDirectory()) throw new HostRefusal('EISDIR', `cannot write ${path}: it is a directory`, { path });
  // Renaming over a device, a pipe or a socket would silently turn it into a file.
  if (old && !old.isFile() && !old.isSymbolicLink())
    throw new HostRefusal('not-a-file', `cannot write ${path}: it is not a regular file`, { path });
  const keep = old?.isFile() ? old : undefined;

  const directory = dirname(path);
  const temporary = join(directory, `.fleet-${randomBytes(8).toString('hex')}`);
  const file = await open(
    temporary,
    constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW,
    0o600,
  );
  try {
    try {
      await fill(file);
      const uid = ownership.uid ?? keep?.uid;
      const gid = ownership.gid ?? keep?.gid;
      const own = await file.stat();
      if ((uid ?? own.uid) !== own.uid || (gid ?? own.gid) !== own.gid)
        await file.chown(uid ?? own.uid, gid ?? own.gid);
      // After chown, which clears setuid and setgid.
      await file.chmod(ownership.mode ?? (keep ? keep.mode & 0o7777 : 0o644));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncDirectory(directory);
}

/** A rename is on disk when its directory is. */
export async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    await handle.sync();
  } catch (error) {
    // Some file systems (FUSE, some overlays) cannot sync directories; nothing more can be done there.
    if (!['EINVAL', 'ENOTSUP', 'EBADF'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  } finally {
    await handle.close();
  }
}

/** Where a chain of symlinks leads, whether or not there is something at its end. */
export async function followLinks(path: string): Promise<string> {
  let at = resolve(path);
  for (let hops = 0; hops < 40; hops += 1) {
    const target = await readlink(at).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'EINVAL' || error.code === 'ENOENT') return undefined;
      throw error;
    });
    if (target === undefined) return at;
    at = resolve(dirname(at), target);
  }
  throw new HostRefusal('ELOOP', `cannot follow ${path}: too many symlinks`, { path });
}

import { constants } from 'node:fs';
import * as fs from 'node:fs/promises';
import { HostRefusal, type OpenFile } from '../host.js';
import { refuseOutside } from '../astray.js';
import { refusing } from './refusal.js';

/** See {@link FilesView.open}. */
export async function openFile(path: string, within: readonly string[] | undefined): Promise<OpenFile> {
  // A pipe that nobody writes to would be waited for.
  const file = await fs.open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stats = await file.stat();
    if (!stats.isFile()) throw new HostRefusal('not-a-file', `cannot read ${path}: it is no regular file`, { path });
    if (within) refuseOutside(path, await fs.readlink(`/proc/self/fd/${file.fd}`), await realPaths(within));
    return {
      inode: stats.ino,
      size: async () => (await refusing('read', path, file.stat())).size,
      read: async (at, most) => {
        const { bytesRead, buffer } = await refusing('read', path, file.read(Buffer.allocUnsafe(most), 0, most, at));
        return buffer.subarray(0, bytesRead);
      },
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** Of those that are there. */
async function realPaths(paths: readonly string[]): Promise<string[]> {
  const found = await Promise.all(
    paths.map((path) =>
      fs.realpath(path).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return [];
        throw error;
      }),
    ),
  );
  return found.flat();
}

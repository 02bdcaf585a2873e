import { createHash, randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import {
  HostRefusal,
  type Files,
  type FileStats,
  type FileSystemSpace,
  type Home,
  type OpenFile,
  type Ownership,
} from '../host.js';
import { isBelow, refuseAstray } from '../astray.js';
import { fileStats } from './file-stats.js';
import { openFile } from './open-file.js';
import { chownLink, setOwnership } from './ownership.js';
import { asRefusal, refusing } from './refusal.js';
import { followLinks, replaceFile, syncDirectory } from './replace-file.js';

const readLimit = 64 * 1024 * 1024;
const absent = ['ENOENT', 'ENOTDIR'];

export class LinuxFiles implements Files {
  async stat(path: string): Promise<FileStats | undefined> {
    return orAbsent(path, async () => {
      const stats = await fs.lstat(path);
      return fileStats(stats, stats.isSymbolicLink() ? await fs.readlink(path) : undefined);
    });
  }

  async statTarget(path: string): Promise<FileStats | undefined> {
    return orAbsent(path, async () => fileStats(await fs.stat(path)));
  }

  async read(path: string, { limit = readLimit, inHome }: { limit?: number; inHome?: Home } = {}): Promise<Buffer> {
    return refusing('read', path, this.readWithin(path, limit, inHome));
  }

  open(path: string, options: { within?: readonly string[] } = {}): Promise<OpenFile> {
    return refusing('read', path, openFile(path, options.within));
  }

  async list(path: string): Promise<string[]> {
    return [...(await refusing('list', path, fs.readdir(path)))].sort();
  }

  async hash(path: string, algorithm: 'md5' | 'sha1' | 'sha256' | 'sha512' = 'sha256'): Promise<string> {
    return refusing('read', path, hashFile(path, algorithm));
  }

  async space(path: string): Promise<FileSystemSpace> {
    const { bsize, blocks, bfree, bavail, files, ffree } = await refusing('ask the space of', path, fs.statfs(path));
    return {
      total: blocks * bsize,
      used: (blocks - bfree) * bsize,
      available: bavail * bsize,
      inodes: files,
      inodesUsed: files - ffree,
    };
  }

  async write(
    path: string,
    content: Buffer | string,
    ownership: Ownership = {},
    options: { replaceSymlink?: boolean; inHome?: Home } = {},
  ): Promise<void> {
    const { inHome } = options;
    const write = async (): Promise<void> => {
      const at = options.replaceSymlink ? path : await followLinks(path);
      const replace = (place: string): Promise<void> =>
        replaceFile(place, ownership, (file) => file.writeFile(content));
      if (inHome === undefined || !isBelow(path, inHome)) return replace(at);
      const directory = await fs.open(dirname(at), constants.O_RDONLY | constants.O_DIRECTORY);
      try {
        // From here on the path cannot lead anywhere else: the directory is held.
        const place = `/proc/self/fd/${directory.fd}/${basename(at)}`;
        const old = await orAbsent(path, () => fs.lstat(place));
        if (!(old?.isFile() && old.uid === inHome.uid)) await demandHome(dirname(path), inHome, directory);
        await replace(place);
      } finally {
        await directory.close();
      }
    };
    await refusing('write', path, write());
  }

  async makeDirectory(path: string, ownership: Ownership = {}, options: { parents?: boolean } = {}): Promise<void> {
    await refusing('make directory', path, makeDirectory(resolve(path), ownership, options.parents ?? false));
  }

  async symlink(path: string, target: string, ownership: Pick<Ownership, 'uid' | 'gid'> = {}): Promise<void> {
    const link = async (): Promise<void> => {
      const temporary = join(dirname(path), `.fleet-${randomBytes(8).toString('hex')}`);
      await fs.symlink(target, temporary);
      try {
        await chownLink(temporary, ownership);
        await fs.rename(temporary, path);
      } catch (error) {
        await fs.rm(temporary, { force: true });
        throw error;
      }
      await syncDirectory(dirname(path));
    };
    await refusing('make symlink', path, link());
  }

  async link(path: string, existing: string): Promise<void> {
    await refusing('make link', path, fs.link(existing, path));
  }

  async setOwnership(path: string, ownership: Ownership, options: { follow?: boolean } = {}): Promise<void> {
    const at = options.follow ? await refusing('follow', path, fs.realpath(path)) : path;
    await refusing('set owner or mode of', path, setOwnership(at, ownership));
  }

  async setTimes(path: string, times: { modified?: number; accessed?: number }): Promise<void> {
    const set = async (): Promise<void> => {
      const now = await fs.stat(path);
      await fs.utimes(path, (times.accessed ?? now.atimeMs) / 1000, (times.modified ?? now.mtimeMs) / 1000);
    };
    await refusing('set times of', path, set());
  }

  async rename(from: string, to: string): Promise<void> {
    await refusing(
      'rename',
      from,
      fs.rename(from, to).then(() => syncDirectory(dirname(to))),
    );
  }

  async copy(from: string, to: string, ownership: Ownership = {}): Promise<void> {
    await refusing('copy', from, copyFile(from, to, ownership));
  }

  async remove(path: string): Promise<void> {
    if (resolve(path) === '/')
      throw new HostRefusal('protected', 'cannot remove /: it is the root of the machine', { path });
    await refusing('remove', path, removeEntry(path));
  }

  async withScratch<T>(use: (directory: string) => Promise<T>): Promise<T> {
    const directory = await refusing(
      'make a scratch directory in',
      tmpdir(),
      fs.mkdtemp(join(tmpdir(), 'fleet-scratch-')),
    );
    try {
      return await use(directory);
    } finally {
      await fs.rm(directory, { recursive: true, force: true });
    }
  }

  private async readWithin(path: string, limit: number, inHome: Home | undefined): Promise<Buffer> {
    // In a home there may be a pipe, which nobody writes to.
    const file = await fs.open(path, constants.O_RDONLY | (inHome ? constants.O_NONBLOCK : 0));
    try {
      if (inHome && isBelow(path, inHome)) await demandHome(path, inHome, file);
      const { size } = await file.stat();
      if (size > limit) throw tooLarge(path, limit);
      // Files of /proc and /sys claim to be empty, and a file may grow while it is read.
      const chunks: Buffer[] = [];
      let total = 0;
      for (;;) {
        const wanted = Math.min(1024 * 1024, Math.max(4096, size - total + 1));
        const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(wanted), 0, wanted);
        if (bytesRead === 0) return chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
        total += bytesRead;
        if (total > limit) throw tooLarge(path, limit);
        chunks.push(buffer.subarray(0, bytesRead));
      }
    } finally {
      await file.close();
    }
  }
}

async function demandHome(path: string, home: Home, opened: fs.FileHandle): Promise<void> {
  const { uid } = await opened.stat();
  const at = await fs.readlink(`/proc/self/fd/${opened.fd}`);
  refuseAstray(path, home, { at, uid, home: await fs.realpath(home.home) });
}

function tooLarge(path: string, limit: number): HostRefusal {
  return new HostRefusal('too-large', `cannot read ${path}: it is larger than ${limit} bytes`, { path, limit });
}

async function orAbsent<T>(path: string, look: () => Promise<T>): Promise<T | undefined> {
  try {
    return await look();
  } catch (error) {
    if (absent.includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw asRefusal('look at', path, error);
  }
}

/** Handed on from one hash to the next: most files are much smaller, and a new one each time is work for the collector. */
let spare: Buffer | undefined;

async function hashFile(path: string, algorithm: string): Promise<string> {
  const file = await fs.open(path, constants.O_RDONLY);
  const buffer = spare ?? Buffer.allocUnsafeSlow(256 * 1024);
  spare = undefined;
  try {
    const hash = createHash(algorithm);
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, buffer.length);
      if (bytesRead === 0) return hash.digest('hex');
      hash.update(buffer.subarray(0, bytesRead));
    }
  } finally {
    spare = buffer;
    await file.close();
  }
}

async function removeEntry(path: string): Promise<void> {
  try {
    if (!(await fs.lstat(path)).isDirectory()) return await fs.unlink(path);
  } catch (error) {
    if (absent.includes((error as NodeJS.ErrnoException).code ?? '')) return;
    throw error;
  }
  await fs.rm(path, { recursive: true, force: true }).catch((error: NodeJS.ErrnoException) => {
    // What may not be unlinked (an immutable file) node tries to list next, and complains that it is no directory.
    if (error.code !== 'ENOTDIR') throw error;
    const held = error.path ?? path;
    throw new HostRefusal('EPERM', `cannot remove ${held}: operation not permitted`, { path: held }, { cause: error });
  });
}

async function makeDirectory(path: string, ownership: Ownership, parents: boolean): Promise<void> {
  try {
    // Closed until it has its owner.
    await fs.mkdir(path, 0o700);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (parents && code === 'ENOENT') {
      await makeDirectory(dirname(path), ownership, true);
      return makeDirectory(path, ownership, true);
    }
    if (parents && code === 'EEXIST' && (await fs.stat(path)).isDirectory()) return;
    throw error;
  }
  await setOwnership(path, { ...ownership, mode: ownership.mode ?? 0o755 });
}

async function copyFile(from: string, to: string, ownership: Ownership): Promise<void> {
  const source = await fs.open(from, constants.O_RDONLY);
  try {
    const stats = await source.stat();
    if (stats.isDirectory()) throw new HostRefusal('EISDIR', `cannot copy ${from}: it is a directory`, { path: from });
    const at = await followLinks(to);
    const existing = await fs.lstat(at).catch(() => undefined);
    const mode = ownership.mode ?? (existing ? undefined : stats.mode & 0o7777);
    await replaceFile(at, { ...ownership, ...(mode === undefined ? {} : { mode }) }, async (file) => {
      for await (const chunk of source.createReadStream({ autoClose: false, highWaterMark: 1024 * 1024 }))
        // Goes on where a disk that is nearly full takes only a part; a single `write` would leave the rest out without a word.
        await file.writeFile(chunk as Buffer);
    });
  } finally {
    await source.close();
  }
}

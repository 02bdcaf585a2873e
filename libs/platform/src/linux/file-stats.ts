import type { Stats } from 'node:fs';
import type { FileKind, FileStats } from '../host.js';

export function fileStats(stats: Stats, target?: string): FileStats {
  return {
    kind: kindOf(stats),
    size: stats.size,
    mode: stats.mode & 0o7777,
    uid: stats.uid,
    gid: stats.gid,
    modified: stats.mtimeMs,
    accessed: stats.atimeMs,
    inode: stats.ino,
    links: stats.nlink,
    ...(target === undefined ? {} : { target }),
  };
}

function kindOf(stats: Stats): FileKind {
  if (stats.isFile()) return 'file';
  if (stats.isDirectory()) return 'directory';
  if (stats.isSymbolicLink()) return 'symlink';
  if (stats.isFIFO()) return 'fifo';
  if (stats.isSocket()) return 'socket';
  return stats.isBlockDevice() ? 'block' : 'character';
}

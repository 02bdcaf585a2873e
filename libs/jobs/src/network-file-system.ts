import { statfsSync } from 'node:fs';

/** Magic numbers of `statfs(2)` for file systems whose locks and mmap another machine decides about. */
const networked = new Map<number, string>([
  [0x6969, 'nfs'],
  [0xff534d42, 'cifs'],
  [0xfe534d42, 'smb2'],
  [0x517b, 'smb'],
  [0x01021997, '9p'],
  [0x65735546, 'fuse'],
  [0x00c36400, 'ceph'],
  [0x47504653, 'gpfs'],
  [0x0bd00bd0, 'lustre'],
  [0x5346414f, 'afs'],
  [0x7461636f, 'ocfs2'],
  [0x01161970, 'gfs2'],
  [0x73757245, 'coda'],
  [0x564c, 'ncp'],
]);

/**
 * The name of the network file system that `directory` is on, or `undefined` for a local one. SQLite's write-ahead log keeps its index in
 * memory shared between processes of one machine, and its locks are only as good as the file system's.
 * @throws the error of `statfs`, with its code
 */
export function networkFileSystem(
  directory: string,
  statfs: (path: string) => { type: number } = statfsSync,
): string | undefined {
  // Some architectures report the magic number as a signed 32-bit integer.
  return networked.get(statfs(directory).type >>> 0);
}

import type { FileTree } from './file-tree.js';
import type { StatCache } from './stat-cache.js';

/** Directories of each environment; where two hold the same path, the first wins. */
export type Roots = Readonly<Record<string, readonly string[]>>;

export interface LocalTreeOptions {
  /** Share one between scans, so that an unchanged tree costs stats only. */
  readonly cache?: StatCache;
}

/** A file changed on disk between the scan and the read: its content is not what the revision promised. */
export class FileChanged extends Error {
  override readonly name = 'FileChanged';
  readonly code = 'file-changed';
  constructor(readonly path: string) {
    super('a file of the tree changed while it was being used');
  }
}

/** The tree as it stands in the roots now. Roots that do not exist are empty. Every read is checked against the scan. */
export async function localTree(_roots: Roots, _options: LocalTreeOptions = {}): Promise<FileTree> {
  throw new Error('not written yet');
}

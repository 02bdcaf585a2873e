import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { FileTree, TreeEntry } from './file-tree.js';
import { manifestTree } from './manifest-tree.js';
import { scan } from './scan.js';
import { StatCache } from './stat-cache.js';

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
  constructor(
    readonly path: string,
    options?: ErrorOptions,
  ) {
    super('a file of the tree changed while it was being used', options);
  }
}

/**
 * The tree as it stands in the roots now. Roots that do not exist are empty. A read gives exactly what the scan saw, or throws
 * {@link FileChanged}.
 */
export async function localTree(roots: Roots, options: LocalTreeOptions = {}): Promise<FileTree> {
  const scanned = await scan(roots, options.cache ?? new StatCache());
  const place = (environment: string, entry: TreeEntry): string =>
    scanned.files.get(environment)?.get(entry.path) as string;
  // A render reads the same templates again and again.
  const kept = new Map<string, Buffer>();
  const keep = (entry: TreeEntry, content: Buffer): Buffer => {
    if (createHash('sha256').update(content).digest('hex') !== entry.sha256) throw new FileChanged(entry.path);
    if (content.length <= keptBytes) kept.set(entry.sha256, content);
    return content;
  };
  const vanished = (entry: TreeEntry) => (error: unknown) => {
    throw new FileChanged(entry.path, { cause: error });
  };
  return manifestTree(scanned, {
    async read(environment, entry) {
      return kept.get(entry.sha256) ?? keep(entry, await readFile(place(environment, entry)).catch(vanished(entry)));
    },
    peek(environment, entry) {
      const found = kept.get(entry.sha256);
      if (found) return found;
      try {
        return keep(entry, readFileSync(place(environment, entry)));
      } catch (error) {
        if (error instanceof FileChanged) throw error;
        return vanished(entry)(error);
      }
    },
  });
}

/** Larger files are sources to copy, not templates; they are read when they are needed. */
const keptBytes = 256 * 1024;

import type { FileTree, TreeEntry } from './file-tree.js';

/** Part of a blob from `offset` on, and the whole blob's size; the transport decides how much it gives at once, but never nothing before the end. */
export type FetchBlob = (sha256: string, offset: number) => Promise<{ readonly data: Buffer; readonly size: number }>;

export interface CachedTreeOptions {
  /** Text of the manifest, as the master sent it. */
  readonly manifest: string;
  /** Refuses a manifest whose revision is another. */
  readonly revision?: string;
  readonly blobsDir: string;
  readonly fetchBlob: FetchBlob;
  /** Blobs fetched at the same time; default 8. */
  readonly parallel?: number;
}

/** What arrived does not hash to what was asked for. */
export class BlobCorrupt extends Error {
  override readonly name = 'BlobCorrupt';
  readonly code = 'blob-corrupt';
  constructor(
    readonly expected: string,
    readonly actual: string,
  ) {
    super('a blob does not hash to its name');
  }
}

export interface CachedTree extends FileTree {
  /** Brings every file that `wanted` picks into the cache, several at a time, so that `peek` answers. */
  prefetch(environment: string, wanted: (entry: TreeEntry) => boolean): Promise<void>;
}

/** A revision of the master's tree, as a minion sees it: content comes from the cache, or is fetched once and verified. */
export async function cachedTree(_options: CachedTreeOptions): Promise<CachedTree> {
  throw new Error('not written yet');
}

import type { FileTree } from './file-tree.js';
import type { Roots } from './local-tree.js';

export interface TreeStoreOptions {
  readonly roots: Roots;
  /** Holds `blobs/` and `manifests/`. */
  readonly directory: string;
}

export class UnknownRevision extends Error {
  override readonly name = 'UnknownRevision';
  readonly code = 'unknown-revision';
  constructor(readonly revision: string) {
    super('no such revision of the state tree is kept here');
  }
}

export class UnknownBlob extends Error {
  override readonly name = 'UnknownBlob';
  readonly code = 'unknown-blob';
  constructor(readonly sha256: string) {
    super('no such blob is kept here');
  }
}

/** The master's state trees: every revision that a job named stays readable, whatever happens to the roots meanwhile. */
export interface TreeStore {
  /** Scans the roots and keeps what is new. Cheap when nothing changed. Concurrent calls share one scan. */
  snapshot(): Promise<FileTree>;
  /** @throws UnknownRevision */
  manifest(revision: string): Promise<string>;
  /** At most `length` bytes of a blob from `offset`. @throws UnknownBlob */
  blob(sha256: string, offset: number, length: number): Promise<{ data: Buffer; size: number }>;
}
export const TreeStore = {
  async open(_options: TreeStoreOptions): Promise<TreeStore> {
    throw new Error('not written yet');
  },
};

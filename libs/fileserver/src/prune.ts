export interface PruneRequest {
  readonly blobsDir: string;
  /** Hashes that must stay. */
  readonly keep: ReadonlySet<string>;
  /** What else may stay, in bytes; the least recently used go first. */
  readonly maxBytes: number;
}

/** Deletes blobs beyond the budget and temporary files of writers that died. */
export async function pruneBlobs(_request: PruneRequest): Promise<{ removed: number; freed: number }> {
  throw new Error('not written yet');
}

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Blobs } from './blobs.js';
import { boundedAll } from './bounded.js';
import type { FileTree, TreeEntry } from './file-tree.js';
import { manifestTree } from './manifest-tree.js';
import { decodeManifest, revisionOf } from './manifest.js';

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

/**
 * A revision of the master's tree, as a minion sees it: content comes from the cache, or is fetched once and verified.
 * @throws MalformedManifest, BlobCorrupt
 */
export async function cachedTree(options: CachedTreeOptions): Promise<CachedTree> {
  const revision = revisionOf(options.manifest);
  if (options.revision !== undefined && options.revision !== revision)
    throw new BlobCorrupt(options.revision, revision);
  const manifest = decodeManifest(options.manifest);
  const blobs = new Blobs(options.blobsDir);
  /** Verified in this process: the cache may have been damaged since it was written, so each blob is checked once. */
  const verified = new Map<string, Buffer | true>();
  const fetching = new Map<string, Promise<void>>();

  function verify(sha256: string, content: Buffer): Buffer | undefined {
    if (createHash('sha256').update(content).digest('hex') !== sha256) return undefined;
    verified.set(sha256, content.length <= keptBytes ? content : true);
    return content;
  }

  function cached(sha256: string): Buffer | undefined {
    const known = verified.get(sha256);
    if (known instanceof Buffer) return known;
    const content = blobs.readNow(sha256);
    if (content === undefined || known === true) return content;
    return verify(sha256, content);
  }

  async function fetch(entry: TreeEntry): Promise<void> {
    const actual = await blobs.put(chunks(entry, options.fetchBlob), (sha256) => sha256 === entry.sha256);
    if (actual !== entry.sha256) throw new BlobCorrupt(entry.sha256, actual);
  }

  /** Two that need the same blob share one fetch. */
  async function ensure(entry: TreeEntry): Promise<void> {
    if (cached(entry.sha256) !== undefined) return;
    const running = fetching.get(entry.sha256) ?? fetch(entry).finally(() => fetching.delete(entry.sha256));
    fetching.set(entry.sha256, running);
    await running;
  }

  const tree = manifestTree(
    manifest,
    {
      async read(_environment, entry) {
        await ensure(entry);
        return cached(entry.sha256) ?? (await readFile(blobs.file(entry.sha256)));
      },
      peek: (_environment, entry) => cached(entry.sha256),
    },
    options.manifest,
  );
  return {
    ...tree,
    async prefetch(environment, wanted) {
      const entries = new Map((await tree.list(environment)).filter(wanted).map((entry) => [entry.sha256, entry]));
      await boundedAll([...entries.values()], options.parallel ?? 8, ensure);
    },
  };
}

/** Larger blobs are copied to where they belong and not looked at again. */
const keptBytes = 256 * 1024;

async function* chunks(entry: TreeEntry, fetchBlob: FetchBlob): AsyncGenerator<Buffer> {
  for (let offset = 0; offset < entry.size;) {
    const { data } = await fetchBlob(entry.sha256, offset);
    // An answer without data would be asked for again for ever.
    if (data.length === 0) return;
    offset += data.length;
    yield data;
  }
}

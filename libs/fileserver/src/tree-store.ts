import { createReadStream } from 'node:fs';
import { mkdir, open, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Blobs } from './blobs.js';
import type { FileTree } from './file-tree.js';
import type { Roots } from './local-tree.js';
import { manifestTree } from './manifest-tree.js';
import { decodeManifest, encodeManifest, revisionOf } from './manifest.js';
import { hashFile, scan } from './scan.js';
import { StatCache } from './stat-cache.js';

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
export class TreeStore {
  private readonly cache = new StatCache();
  private readonly blobs: Blobs;
  private readonly manifests: string;
  private newest: FileTree | undefined;
  private scanning: Promise<FileTree> | undefined;
  private next: Promise<FileTree> | undefined;

  private constructor(private readonly options: TreeStoreOptions) {
    this.blobs = new Blobs(join(options.directory, 'blobs'));
    this.manifests = join(options.directory, 'manifests');
  }

  static async open(options: TreeStoreOptions): Promise<TreeStore> {
    const store = new TreeStore(options);
    await mkdir(store.manifests, { recursive: true, mode: 0o700 });
    return store;
  }

  /**
   * Scans the roots and keeps what is new; cheap when nothing changed. Every file that was on disk when it was called is seen: callers
   * that come during a scan share the one that starts after it.
   */
  snapshot(): Promise<FileTree> {
    if (!this.scanning) return this.begin();
    this.next ??= this.scanning.then(
      () => this.begin(),
      () => this.begin(),
    );
    return this.next;
  }

  private begin(): Promise<FileTree> {
    this.next = undefined;
    this.scanning = this.take().finally(() => (this.scanning = undefined));
    return this.scanning;
  }

  private async take(): Promise<FileTree> {
    const scanned = await scan(this.options.roots, this.cache, (file) => this.keep(file));
    const text = encodeManifest(scanned);
    const revision = revisionOf(text);
    if (this.newest?.revision === revision) return this.newest;
    const file = join(this.manifests, revision);
    await writeFile(`${file}.part`, text, { mode: 0o600, flush: true });
    await rename(`${file}.part`, file);
    this.newest = manifestTree(
      scanned,
      {
        read: (_environment, entry) => readFile(this.blobs.file(entry.sha256)),
        peek: (_environment, entry) => this.blobs.readNow(entry.sha256),
      },
      text,
    );
    return this.newest;
  }

  private async keep(file: string): Promise<string> {
    const sha256 = await hashFile(file);
    if (await this.blobs.has(sha256)) return sha256;
    // Copying hashes again: a blob's name and its content are of one read, even while an editor writes the file.
    return this.blobs.put(createReadStream(file, { highWaterMark: 256 * 1024 }));
  }

  /** @throws UnknownRevision */
  async manifest(revision: string): Promise<string> {
    if (!isHash(revision)) throw new UnknownRevision(revision);
    return readFile(join(this.manifests, revision), 'utf8').catch(missing(() => new UnknownRevision(revision)));
  }

  /** Whether a revision can still be applied: it is known, and every file of it is here. */
  async keeps(revision: string): Promise<boolean> {
    const text = await this.manifest(revision).catch((error: unknown) => {
      if (error instanceof UnknownRevision) return undefined;
      throw error;
    });
    if (text === undefined) return false;
    const hashes = new Set<string>();
    for (const entries of decodeManifest(text).environments.values())
      for (const { sha256 } of entries) hashes.add(sha256);
    for (const sha256 of hashes) if (!(await this.blobs.has(sha256))) return false;
    return true;
  }

  /** At most `length` bytes of a blob from `offset`. @throws UnknownBlob */
  async blob(sha256: string, offset: number, length: number): Promise<{ data: Buffer; size: number }> {
    if (!isHash(sha256)) throw new UnknownBlob(sha256);
    const handle = await open(this.blobs.file(sha256)).catch(missing(() => new UnknownBlob(sha256)));
    try {
      const { size } = await handle.stat();
      const wanted = Math.max(0, Math.min(length, size - offset));
      const data = Buffer.alloc(wanted);
      const { bytesRead } = await handle.read(data, 0, wanted, offset);
      return { data: data.subarray(0, bytesRead), size };
    } finally {
      await handle.close();
    }
  }
}

function isHash(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}

function missing(create: () => Error): (error: unknown) => never {
  return (error) => {
    throw (error as NodeJS.ErrnoException).code === 'ENOENT' ? create() : error;
  };
}

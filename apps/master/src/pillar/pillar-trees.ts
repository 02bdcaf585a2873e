import { FileChanged, localTree, StatCache, type FileTree } from '@fleet/fileserver';
import { environmentRoots } from '@fleet/pillar';

/** The pillar roots as they are on disk now. */
export class PillarTrees {
  private readonly scans = new Map<string, Scans>();

  constructor(private readonly roots: ReadonlyMap<string, readonly string[]>) {}

  /** Runs `use` on the newest tree; again where a file changed while it was being read: what was written then is what counts. */
  async withNewest<T>(environment: string | undefined, use: (tree: FileTree) => Promise<T>): Promise<T> {
    const roots = environmentRoots(this.roots, environment);
    const key = JSON.stringify(roots);
    const scans = this.scans.get(key) ?? new Scans(roots);
    // Environments come from requests, and `__env__` would give each its own roots.
    if (this.scans.size > 20) this.scans.clear();
    this.scans.set(key, scans);
    try {
      return await use(await scans.tree());
    } catch (error) {
      if (!(error instanceof FileChanged)) throw error;
      scans.forget();
      return use(await scans.tree());
    }
  }
}

class Scans {
  private readonly cache = new StatCache();
  private newest: FileTree | undefined;
  private scanning: Promise<FileTree> | undefined;
  private next: Promise<FileTree> | undefined;

  constructor(private readonly roots: Readonly<Record<string, readonly string[]>>) {}

  forget(): void {
    this.newest = undefined;
  }

  /** Requests that come during a scan share the one after it, so that each sees what was on disk when it came. */
  tree(): Promise<FileTree> {
    if (!this.scanning) return this.scan();
    this.next ??= this.scanning.then(
      () => this.scan(),
      () => this.scan(),
    );
    return this.next;
  }

  private scan(): Promise<FileTree> {
    this.next = undefined;
    this.scanning = localTree(this.roots, { cache: this.cache })
      // The tree that is the same keeps the texts that it has read.
      .then((tree) => (this.newest?.revision === tree.revision ? this.newest : (this.newest = tree)))
      .finally(() => (this.scanning = undefined));
    return this.scanning;
  }
}

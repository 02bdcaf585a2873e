import type { FileTree, TreeEntry } from '@fleet/fileserver';

/** A tree that remembers which of its files were read. */
export class RecordingTree implements FileTree {
  readonly revision: string;
  readonly environments: readonly string[];
  readonly #seen = new Set<string>();

  constructor(private readonly tree: FileTree) {
    this.revision = tree.revision;
    this.environments = tree.environments;
  }

  wasRead(environment: string, path: string): boolean {
    return this.#seen.has(`${environment}:${path}`);
  }

  list(environment: string): Promise<readonly TreeEntry[]> {
    return this.tree.list(environment);
  }

  entry(environment: string, path: string): Promise<TreeEntry | undefined> {
    return this.tree.entry(environment, path);
  }

  read(environment: string, path: string): Promise<Buffer> {
    this.#seen.add(`${environment}:${path}`);
    return this.tree.read(environment, path);
  }

  peek(environment: string, path: string): Buffer | null | undefined {
    this.#seen.add(`${environment}:${path}`);
    return this.tree.peek(environment, path);
  }

  refusal(environment: string, path: string): string | undefined {
    return this.tree.refusal?.(environment, path);
  }
}

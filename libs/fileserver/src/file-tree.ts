/**
 * One revision of the state tree, as a render sees it. Paths are relative to a root, with `/`, never with `..`, and never lead
 * out of the roots through a symlink.
 */
export interface FileTree {
  /** SHA-256 (hex) over every path, mode and content hash of every environment. */
  readonly revision: string;
  readonly environments: readonly string[];
  /** Every file of an environment, sorted by path. */
  list(environment: string): Promise<readonly TreeEntry[]>;
  entry(environment: string, path: string): Promise<TreeEntry | undefined>;
  /** @throws FileMissing */
  read(environment: string, path: string): Promise<Buffer>;
  /**
   * Content if it is here already (local roots, or a cached blob), else `undefined`; lets a render stay synchronous.
   * `null` where the tree has no such file.
   */
  peek(environment: string, path: string): Buffer | null | undefined;
  /** Why a path that exists in a root is not served (`leads out of the roots through a symlink`); absent where there is nothing to say. */
  refusal?(environment: string, path: string): string | undefined;
}

export interface TreeEntry {
  readonly path: string;
  /** Hex. */
  readonly sha256: string;
  readonly size: number;
  /** Permission bits of the source file (only the executable bit is meaningful). */
  readonly mode: number;
}

export class FileMissing extends Error {
  override readonly name = 'FileMissing';
  readonly code = 'file-missing';
  constructor(
    readonly environment: string,
    readonly path: string,
  ) {
    super('the state tree has no such file');
  }
}

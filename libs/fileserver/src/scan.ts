import { createHash } from 'node:crypto';
import type { BigIntStats, Dirent } from 'node:fs';
import { createReadStream } from 'node:fs';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { TreeEntry } from './file-tree.js';
import { isIgnored } from './ignored.js';
import type { Roots } from './local-tree.js';
import { compare, type Manifest } from './manifest.js';
import { boundedAll } from './bounded.js';
import type { StatCache } from './stat-cache.js';

export interface Scan extends Manifest {
  /** Where the content of an entry stands: by environment and path. */
  readonly files: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

interface Found {
  readonly path: string;
  /** Without symlinks. */
  readonly file: string;
  readonly stat: BigIntStats;
}

/** Open files at the same time; enough to keep a disk busy, far from any limit of descriptors. */
const parallel = 16;

/** Bytes. */
const readAtOnce = 256 * 1024;

/**
 * Everything that the roots hold now. `hash` reads one file whose stat is not in the cache and gives its SHA-256; a file that vanishes
 * meanwhile is left out.
 */
export async function scan(
  roots: Roots,
  cache: StatCache,
  hash: (file: string, size: number) => Promise<string> = hashFile,
): Promise<Scan> {
  const environments = new Map<string, readonly TreeEntry[]>();
  const refusals = new Map<string, ReadonlyMap<string, string>>();
  const files = new Map<string, ReadonlyMap<string, string>>();
  const seen: BigIntStats[] = [];
  for (const [environment, directories] of Object.entries(roots)) {
    const { found, refused } = await walkRoots(directories);
    const entries = await boundedAll(
      found,
      parallel,
      async ({ path, file, stat: before }): Promise<TreeEntry | undefined> => {
        const sha256 = cache.get(before) ?? (await hashUnchanged(file, before, cache, hash));
        if (sha256 === undefined) return undefined;
        seen.push(before);
        return { path, sha256, size: Number(before.size), mode: Number(before.mode & 0o777n) };
      },
    );
    environments.set(
      environment,
      entries.filter((entry) => entry !== undefined).sort((a, b) => compare(a.path, b.path)),
    );
    refusals.set(environment, refused);
    files.set(environment, new Map(found.map(({ path, file }) => [path, file])));
  }
  cache.retain(seen);
  return { environments, refusals, files };
}

/** `size` is what is known of it beforehand: most files of a tree are small, and read at once. */
export async function hashFile(file: string, size = Number.POSITIVE_INFINITY): Promise<string> {
  if (size <= readAtOnce)
    return createHash('sha256')
      .update(await readFile(file))
      .digest('hex');
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file, { highWaterMark: 256 * 1024 })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** Size and hash must be of one content: a file that is being written is read again, and left out when it does not come to rest. */
async function hashUnchanged(
  file: string,
  before: BigIntStats,
  cache: StatCache,
  hash: (file: string, size: number) => Promise<string>,
): Promise<string | undefined> {
  const startedAt = Date.now();
  const sha256 = await absentAsUndefined(hash(file, Number(before.size)));
  const after = sha256 === undefined ? undefined : await absentAsUndefined(stat(file, { bigint: true }));
  if (!after || after.size !== before.size || after.mtimeNs !== before.mtimeNs) return undefined;
  cache.set(after, sha256 as string, startedAt);
  return sha256;
}

/** The first of several roots wins, as the operator listed them. */
async function walkRoots(directories: readonly string[]): Promise<{ found: Found[]; refused: Map<string, string> }> {
  const bases = (await Promise.all(directories.map((directory) => absentAsUndefined(realpath(directory))))).filter(
    (base) => base !== undefined,
  );
  const found = new Map<string, Found>();
  const refused = new Map<string, string>();
  const inside = (file: string): boolean =>
    bases.some((base) => file === base || file.startsWith(base === sep ? sep : base + sep));
  for (const base of bases) await walk(base, '', [base]);
  return { found: [...found.values()], refused };

  async function walk(directory: string, prefix: string, above: readonly string[]): Promise<void> {
    for (const item of (await absentAsUndefined(readdir(directory, { withFileTypes: true }))) ?? []) {
      if (isIgnored(item.name)) continue;
      const path = prefix + item.name;
      if (found.has(path)) continue;
      await visit(join(directory, item.name), path, item, above);
    }
  }

  async function visit(file: string, path: string, item: Dirent, above: readonly string[]): Promise<void> {
    const target = item.isSymbolicLink() ? await absentAsUndefined(realpath(file)) : file;
    if (target === undefined) {
      refused.set(path, 'is a symlink that leads nowhere');
      return;
    }
    if (!inside(target)) {
      refused.set(path, 'is a symlink that leads out of the roots');
      return;
    }
    const stats = await absentAsUndefined(stat(target, { bigint: true }));
    if (stats?.isDirectory()) {
      // A link to a directory above itself would never end.
      if (above.includes(target)) refused.set(path, 'is a symlink to a directory that contains it');
      else await walk(target, `${path}/`, [...above, target]);
    } else if (stats?.isFile()) {
      refused.delete(path);
      found.set(path, { path, file: target, stat: stats });
    } else if (stats) {
      refused.set(path, 'is neither a file nor a directory');
    }
  }
}

/** What vanished between two looks is as good as never seen; a loop of symlinks leads nowhere either. */
async function absentAsUndefined<T>(looking: Promise<T>): Promise<T | undefined> {
  try {
    return await looking;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP') return undefined;
    throw error;
  }
}

import { createHash } from 'node:crypto';
import { FileMissing, type FileTree, type TreeEntry } from '@fleet/fileserver';

/** A tree that specs hold in memory: environment → path → text. */
export function memoryTree(files: Readonly<Record<string, Readonly<Record<string, string>>>>): FileTree {
  const entries = new Map(
    Object.entries(files).map(([environment, texts]) => [
      environment,
      Object.entries(texts)
        .map(([path, text]): TreeEntry => ({ path, sha256: sha256(text), size: Buffer.byteLength(text), mode: 0o644 }))
        .sort((a, b) => (a.path < b.path ? -1 : 1)),
    ]),
  );
  const text = (environment: string, path: string): string | undefined =>
    Object.hasOwn(files[environment] ?? {}, path) ? files[environment]?.[path] : undefined;
  return {
    revision: sha256(JSON.stringify([...entries])),
    environments: Object.keys(files),
    list: async (environment) => entries.get(environment) ?? [],
    entry: async (environment, path) => entries.get(environment)?.find((entry) => entry.path === path),
    async read(environment, path) {
      const found = text(environment, path);
      if (found === undefined) throw new FileMissing(environment, path);
      return Buffer.from(found);
    },
    peek(environment, path) {
      const found = text(environment, path);
      return found === undefined ? null : Buffer.from(found);
    },
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

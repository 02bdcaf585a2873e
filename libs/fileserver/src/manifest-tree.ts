import { FileMissing, type FileTree, type TreeEntry } from './file-tree.js';
import { encodeManifest, revisionOf, type Manifest } from './manifest.js';

/** Where content comes from; every other question is answered by the manifest. */
export interface ContentSource {
  /** @throws whatever keeps the content from being what the entry promises */
  read(environment: string, entry: TreeEntry): Promise<Buffer>;
  /** `undefined`: not here at once. */
  peek(environment: string, entry: TreeEntry): Buffer | undefined;
}

export function manifestTree(manifest: Manifest, content: ContentSource, text = encodeManifest(manifest)): FileTree {
  const byPath = new Map<string, Map<string, TreeEntry>>();
  for (const [environment, entries] of manifest.environments)
    byPath.set(environment, new Map(entries.map((entry) => [entry.path, entry])));
  const find = (environment: string, path: string): TreeEntry | undefined => byPath.get(environment)?.get(path);
  return {
    revision: revisionOf(text),
    environments: [...manifest.environments.keys()],
    async list(environment) {
      return manifest.environments.get(environment) ?? [];
    },
    async entry(environment, path) {
      return find(environment, path);
    },
    async read(environment, path) {
      const entry = find(environment, path);
      if (!entry) throw new FileMissing(environment, path);
      return content.read(environment, entry);
    },
    peek(environment, path) {
      const entry = find(environment, path);
      return entry ? content.peek(environment, entry) : null;
    },
    refusal(environment, path) {
      const refused = manifest.refusals.get(environment);
      if (!refused?.size || byPath.get(environment)?.has(path)) return undefined;
      // What lies below a refused directory is refused with it.
      for (let at = path; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) {
        const reason = refused.get(at);
        if (reason !== undefined) return reason;
      }
      return undefined;
    },
  };
}

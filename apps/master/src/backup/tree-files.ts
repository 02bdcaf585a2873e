import { existsSync } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { MasterConfig } from '@fleet/config';
import { filesUnder, gathering, isIn } from './archive-files.js';
import { draftFolder, type FolderDraft } from './folder-draft.js';
import { BackupUnusable } from './manifest.js';
import type { TarEntry } from './tar.js';

type Roots = Pick<MasterConfig, 'fileRoots' | 'pillarRoots'>;

interface TreeRoot {
  /** Of its files in the archive. */
  readonly prefix: string;
  readonly folder: string;
}

/** What the roots of states and pillar hold. A root may be a link. */
export async function treeFiles(roots: Roots): Promise<TarEntry[]> {
  const found = await realRoots(roots);
  const all = gathering(found.map(({ folder }) => folder));
  const entries: TarEntry[] = [];
  for (const { prefix, folder } of found) entries.push(...(await filesUnder(folder, prefix, all)));
  return entries;
}

/**
 * Writes the trees of a backup beside those that are there, each root as a whole. Roots that the backup has nothing of stay as they are.
 * @param drafts takes each one that is finished
 * @throws BackupUnusable where the configuration names no root for some of the files, or one that cannot be moved aside
 */
export async function draftTrees(entries: readonly TarEntry[], roots: Roots, drafts: FolderDraft[]): Promise<void> {
  const known = await realRoots(roots);
  const byRoot = new Map<TreeRoot, TarEntry[]>();
  for (const { path, ...entry } of entries) {
    const root = known.find(({ prefix }) => path.startsWith(`${prefix}/`));
    if (!root)
      throw new BackupUnusable(
        `the backup holds ${path.split('/').slice(0, 3).join('/')}, and the configuration names no such root: put file_roots and pillar_roots of its configuration.tar into master.yaml first`,
      );
    const own = byRoot.get(root) ?? [];
    byRoot.set(root, own);
    own.push({ ...entry, path: path.slice(root.prefix.length + 1) });
  }
  // One that lies in another comes back with it, and one that several environments share comes once.
  const places = [...byRoot.keys()].map(({ folder }) => folder);
  const chosen = [...byRoot].filter(
    ([{ folder }], index) => !places.some((place, at) => (place === folder ? at < index : isIn(place, folder))),
  );
  for (const [{ folder }] of chosen) await demandMovable(folder);
  for (const [{ folder }, files] of chosen) drafts.push(await draftFolder(folder, files));
}

async function realRoots({ fileRoots, pillarRoots }: Roots): Promise<TreeRoot[]> {
  const found: TreeRoot[] = [];
  for (const [kind, roots] of [
    ['states', fileRoots],
    ['pillar', pillarRoots],
  ] as const)
    for (const [environment, folders] of roots)
      for (const [index, folder] of folders.entries())
        found.push({
          prefix: `${kind}/${environment}/${index}`,
          folder: existsSync(folder) ? await realpath(folder) : folder,
        });
  return found;
}

async function demandMovable(folder: string): Promise<void> {
  if (!existsSync(folder)) return;
  const [own, above] = [await stat(folder), await stat(dirname(folder))];
  if (own.dev !== above.dev)
    throw new BackupUnusable(
      `${folder} is a disk of its own, which cannot be moved aside: unpack the trees by hand (age -d trees.tar.age | tar x)`,
    );
}

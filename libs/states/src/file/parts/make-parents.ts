import type { Host, HostView } from '@fleet/platform';
import { parentOf } from './absolute.js';
import { ownerNow, type OwnerWish } from './ownership.js';

/** `ok`: the parent is there. `make`: it will be made. Otherwise a sentence says why the entry cannot be made. */
export async function parentState(host: HostView, path: string, makedirs: boolean): Promise<'ok' | 'make' | string> {
  const parent = parentOf(path);
  const stats = await host.files.statTarget(parent);
  if (stats?.kind === 'directory') return 'ok';
  if (stats) return `${parent} is a ${stats.kind}, not a directory`;
  const obstacle = await obstacleAbove(host, parent);
  if (obstacle !== undefined) return obstacle;
  return makedirs ? 'make' : `the directory ${parent} does not exist (\`makedirs: True\` would make it)`;
}

/** A file, or a symlink that leads nowhere, where a directory would have to be. */
async function obstacleAbove(host: HostView, path: string): Promise<string | undefined> {
  for (let at = path; at !== '/'; at = parentOf(at)) {
    const own = await host.files.stat(at);
    if (!own) continue;
    const target = await host.files.statTarget(at);
    if (!target) return `${at} is a symlink that leads to ${own.target ?? ''}, which does not exist`;
    return target.kind === 'directory' ? undefined : `${at} is a ${target.kind}, not a directory`;
  }
  return undefined;
}

/** Makes the directories above `path`, all with the same owner and mode. */
export async function makeParents(host: Host, path: string, owner: OwnerWish): Promise<void> {
  await host.files.makeDirectory(parentOf(path), await ownerNow(host, owner), { parents: true });
}

/** A directory must be searchable by whoever may read it: `0640` becomes `0750`. */
export function searchable(mode: number): number {
  return mode | ((mode & 0o444) >> 2);
}

import { HostRefusal } from './host-refusal.js';
import type { Home } from './host.js';

/** @throws HostRefusal `astray` where what a path below a home led to neither lies there nor belongs to the account */
export function refuseAstray(
  path: string,
  { uid, home }: Home,
  /** The path as it was opened, and the home, both without symlinks; and who owns what was opened. */
  opened: { readonly at: string; readonly home: string; readonly uid: number },
): void {
  if (opened.uid === uid || opened.at === `${opened.home}${path.slice(home.length)}`) return;
  throw new HostRefusal('astray', `${path} leads to what does not belong to the account with that home`, { path });
}

export function isBelow(path: string, { home }: Home): boolean {
  return path.startsWith(`${home}/`);
}

/** @throws HostRefusal `astray` where what a path led to lies in none of the directories; all without symlinks */
export function refuseOutside(path: string, at: string, directories: readonly string[]): void {
  // What was deleted while it is open is shown with a word behind its path, and still lay where it lay.
  if (directories.some((directory) => at.startsWith(directory === '/' ? '/' : `${directory}/`))) return;
  throw new HostRefusal('astray', `${path} leads out of ${directories.join(', ') || 'every directory'}`, { path });
}

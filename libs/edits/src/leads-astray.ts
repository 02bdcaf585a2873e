import type { HostView, User } from '@fleet/platform';

/**
 * A sentence where a symlink on the way from the home of an account to `path` leads to what does not belong to the account. The
 * account makes such links itself; to write through one would hand it a file of root.
 */
export async function leadsAstray(host: HostView, path: string, user: User): Promise<string | undefined> {
  if (!path.startsWith(`${user.home}/`)) return undefined;
  let at = user.home;
  for (const name of path.slice(user.home.length + 1).split('/')) {
    at = `${at}/${name}`;
    if ((await host.files.stat(at))?.kind !== 'symlink') continue;
    const target = await host.files.statTarget(at);
    if (target?.uid !== user.uid) return `${at} is a link that leads to what does not belong to ${user.name}`;
  }
  return undefined;
}

import { joinLines, keysPath, leadsAstray, readKey, splitLines, type AuthorizedKey } from '@fleet/edits';
import type { Host, HostView, User } from '@fleet/platform';
import { FunctionRefused } from '../definition.js';
import { knownUser } from '../user/known-user.js';

export interface AuthorizedFile {
  readonly user: User;
  readonly path: string;
  readonly exists: boolean;
  readonly lines: readonly string[];
}

/**
 * The authorized keys of an account.
 * @throws FunctionRefused `not-found` without the account; `not-allowed` where a link of the account leads to what is not its own
 */
export async function authorizedFile(host: HostView, account: string, config: string): Promise<AuthorizedFile> {
  const user = await knownUser(host, account);
  const path = keysPath(user, config);
  const astray = await leadsAstray(host, path, user);
  if (astray !== undefined) throw new FunctionRefused('not-allowed', astray);
  const stats = await host.files.statTarget(path);
  if (stats && stats.kind !== 'file') throw new FunctionRefused('failed', `${path} is a ${stats.kind}, not a file`);
  const { lines } = splitLines(stats ? (await host.files.read(path, { inHome: user })).toString('utf8') : '');
  return { user, path, exists: stats !== undefined, lines };
}

/** The file and a directory that is made for it belong to the account and to nobody else. */
export async function writeAuthorizedFile(host: Host, file: AuthorizedFile, lines: readonly string[]): Promise<void> {
  const { user, path, exists } = file;
  if (exists) return host.files.write(path, joinLines(lines), {}, { inHome: user });
  const owner = { uid: user.uid, gid: user.gid };
  const parent = path.slice(0, path.lastIndexOf('/'));
  if (path.startsWith(`${user.home}/`) && !(await host.files.stat(parent)))
    await host.files.makeDirectory(parent, { ...owner, mode: 0o700 }, { parents: true });
  return host.files.write(path, joinLines(lines), { ...owner, mode: 0o600 }, { inHome: user });
}

export function keysOf(file: AuthorizedFile): AuthorizedKey[] {
  return file.lines.flatMap((line) => readKey(line) ?? []);
}

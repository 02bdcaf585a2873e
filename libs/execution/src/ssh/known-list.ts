import { createHmac, randomBytes } from 'node:crypto';
import { hostName, isAbout, joinLines, leadsAstray, readKnownHost, splitLines, type KnownHost } from '@fleet/edits';
import type { Host, HostView, User } from '@fleet/platform';
import { fromPlain, type Value } from '@fleet/values';
import { FunctionRefused } from '../definition.js';
import { knownUser } from '../user/known-user.js';
import { fingerprintOf } from './fingerprint.js';

export interface KnownList {
  readonly path: string;
  readonly user?: User;
  readonly exists: boolean;
  readonly lines: readonly string[];
}

/**
 * The known hosts of an account, or of the machine.
 * @throws FunctionRefused `not-found` without the account; `not-allowed` where a link of the account leads to what is not its own
 */
export async function knownList(
  host: HostView,
  want: { user?: string | undefined; config?: string | undefined },
): Promise<KnownList> {
  const user = want.user === undefined ? undefined : await knownUser(host, want.user);
  const named = want.config ?? (user ? '.ssh/known_hosts' : '/etc/ssh/ssh_known_hosts');
  if (!user && !named.startsWith('/'))
    throw new FunctionRefused('bad-arguments', '`config` must be an absolute path where there is no `user`');
  const path = named.startsWith('/') ? named : `${user?.home ?? ''}/${named}`;
  const astray = user && (await leadsAstray(host, path, user));
  if (astray !== undefined) throw new FunctionRefused('not-allowed', astray);
  const stats = await host.files.statTarget(path);
  if (stats && stats.kind !== 'file') throw new FunctionRefused('failed', `${path} is a ${stats.kind}, not a file`);
  const { lines } = splitLines(
    stats ? (await host.files.read(path, user ? { inHome: user } : {})).toString('utf8') : '',
  );
  return { path, ...(user ? { user } : {}), exists: stats !== undefined, lines };
}

export async function writeKnownList(host: Host, list: KnownList, lines: readonly string[]): Promise<void> {
  const options = list.user ? { inHome: list.user } : {};
  if (list.exists) return host.files.write(list.path, joinLines(lines), {}, options);
  const owner = list.user ? { uid: list.user.uid, gid: list.user.gid } : {};
  const parent = list.path.slice(0, list.path.lastIndexOf('/')) || '/';
  if (!(await host.files.stat(parent)))
    await host.files.makeDirectory(parent, { ...owner, mode: list.user ? 0o700 : 0o755 }, { parents: true });
  return host.files.write(list.path, joinLines(lines), { ...owner, mode: 0o644 }, options);
}

/** @throws FunctionRefused `bad-arguments` for what would be an option, or another line */
export function knownName(hostname: string, port: number | undefined): string {
  if (!/^[\w.:%-]+$/.test(hostname) || hostname.startsWith('-'))
    throw new FunctionRefused('bad-arguments', `${hostname} is not the name of a host`);
  return hostName({ name: hostname, port });
}

export function entriesAbout(list: KnownList, name: string): KnownHost[] {
  return list.lines.flatMap((line) => readKnownHost(line) ?? []).filter((line) => isAbout(line, name));
}

export function withoutHost(lines: readonly string[], name: string, type?: string): string[] {
  return lines.filter((line) => {
    const read = readKnownHost(line);
    return !(read && isAbout(read, name) && (type === undefined || read.type === type));
  });
}

/** One entry the way Salt shows it. */
export function entryRecord({ hosts, type, key }: KnownHost, hash: string): Value {
  return fromPlain({ hostname: hosts, enc: type, key, fingerprint: fingerprintOf(key, hash) });
}

/** As ssh writes a name that nobody shall read: with a salt of its own. */
export function hashedName(name: string): string {
  const salt = randomBytes(20);
  return `|1|${salt.toString('base64')}|${createHmac('sha1', salt).update(name).digest('base64')}`;
}

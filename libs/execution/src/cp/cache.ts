import { posix } from 'node:path';
import { parseSaltUrl } from '@fleet/fileserver';
import type { Host, HostView } from '@fleet/platform';
import type { ValueMap } from '@fleet/values';
import { FunctionRefused, type FunctionContext } from '../definition.js';
import { readBytes } from './tree-files.js';

/** The folder of all copies: `cachedir` of the minion's settings. */
export function cacheFolder(opts: ValueMap): string {
  const configured = opts.get('cachedir');
  return typeof configured === 'string'
    ? posix.normalize(configured).replace(/(?<=.)\/$/, '')
    : '/var/cache/fleet/minion';
}

/**
 * Where copies of files lie that templates and people ask for by path. The tree itself is cached by content elsewhere; these are for
 * programs that need a name.
 */
export function cachePath(context: FunctionContext, path: string, environment: string): string {
  const root = cacheFolder(context.opts);
  if (/^https?:\/\//.test(path)) {
    const url = new URL(path);
    const steps = url.pathname.split('/').filter((step) => step !== '' && step !== '.' && step !== '..');
    return posix.join(root, 'extrn_files', environment, url.host, ...steps);
  }
  if (!path.startsWith('salt://'))
    return posix.join(root, 'localfiles', posix.normalize(`/${path.replace(/^file:\/\//, '')}`));
  const url = parseSaltUrl(path, environment);
  if (typeof url === 'string') throw new FunctionRefused('bad-arguments', url);
  return posix.join(root, 'files', url.environment, url.path);
}

/** The copy's path, or `undefined` where there is no such file. What has not changed is not written again. */
export async function cached(
  host: Host,
  context: FunctionContext,
  path: string,
  environment: string,
): Promise<string | undefined> {
  const content = await readBytes(host, context, path, environment);
  return content && cachedContent(host, context, path, environment, content);
}

/** The path of the copy of what has been read. */
export async function cachedContent(
  host: Host,
  context: FunctionContext,
  path: string,
  environment: string,
  content: Buffer,
): Promise<string> {
  const copy = cachePath(context, path, environment);
  if (!(await holds(host, copy, content))) {
    await host.files.makeDirectory(posix.dirname(copy), { mode: 0o700 }, { parents: true });
    await host.files.write(copy, content, { mode: 0o600 });
  }
  return copy;
}

async function holds(host: HostView, path: string, content: Buffer): Promise<boolean> {
  const found = await host.files.stat(path);
  return found?.kind === 'file' && found.size === content.length && (await host.files.read(path)).equals(content);
}

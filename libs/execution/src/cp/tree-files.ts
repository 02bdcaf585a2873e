import { createHash } from 'node:crypto';
import { parseSaltUrl } from '@fleet/fileserver';
import { bytesIfThere, type HostView } from '@fleet/platform';
import { FunctionRefused, type FunctionContext } from '../definition.js';

/**
 * Content of a file of the tree (`salt://…`), of the minion (`/…`, `file://…`) or of the web; `undefined` where there is none.
 * @throws FunctionRefused `bad-arguments` for a URL that leads out of the tree, HostRefusal where a file may not be read
 */
export async function readBytes(
  host: HostView,
  context: FunctionContext,
  path: string,
  environment: string,
): Promise<Buffer | undefined> {
  if (/^https?:\/\//.test(path)) return host.network.fetch(path);
  if (!path.startsWith('salt://')) return bytesIfThere(host, path.replace(/^file:\/\//, ''));
  const url = parseSaltUrl(path, environment);
  if (typeof url === 'string') throw new FunctionRefused('bad-arguments', url);
  const tree = await context.tree();
  if (!(await tree.entry(url.environment, url.path))) return undefined;
  return tree.read(url.environment, url.path);
}

/** Hex SHA-256 of such a file; a file of the minion may be of any size. */
export async function digestOfFile(
  host: HostView,
  context: FunctionContext,
  path: string,
  environment: string,
): Promise<string | undefined> {
  if (path.startsWith('/'))
    return (await host.files.statTarget(path))?.kind === 'file' ? host.files.hash(path, 'sha256') : undefined;
  const content = await readBytes(host, context, path, environment);
  return content && createHash('sha256').update(content).digest('hex');
}

export async function readText(
  host: HostView,
  context: FunctionContext,
  path: string,
  environment: string,
): Promise<string | undefined> {
  return (await readBytes(host, context, path, environment))?.toString('utf8');
}

/** Paths of an environment that begin with a prefix; one that ends at a folder's name means what is in it. */
export async function pathsBelow(context: FunctionContext, environment: string, prefix: string): Promise<string[]> {
  const tree = await context.tree();
  if (!tree.environments.includes(environment)) return [];
  return (await tree.list(environment)).map(({ path }) => path).filter((path) => path.startsWith(prefix));
}

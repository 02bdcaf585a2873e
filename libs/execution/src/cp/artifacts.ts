import type { HostView } from '@fleet/platform';
import { artifactPathProblem } from '@fleet/protocol';
import { FunctionRefused, type FunctionContext } from '../definition.js';
import { handsOf } from '../saltutil/parts.js';

/** Bytes of one artifact: it is read whole. */
const largest = 64 * 1024 * 1024;

/** Where a file of the minion goes on the master, unless it is said: its path without the leading slash. @throws FunctionRefused */
export function artifactPath(name: string, path: string): string {
  const relative = path.replace(/^\/+/, '');
  const problem = artifactPathProblem(relative);
  if (problem !== undefined) throw new FunctionRefused('bad-arguments', `${name}: ${path} cannot be kept: ${problem}`);
  return relative;
}

/** The content of a file that is to be pushed. @throws FunctionRefused, HostRefusal */
export async function readForPush(host: HostView, name: string, path: string): Promise<Buffer> {
  const stats = await host.files.statTarget(path);
  if (!stats) throw new FunctionRefused('not-found', `${name}: there is no ${path}`);
  if (stats.kind !== 'file')
    throw new FunctionRefused('bad-arguments', `${name}: ${path} is no file, but a ${stats.kind}`);
  return host.files.read(path, { limit: largest });
}

export async function push(
  context: FunctionContext,
  name: string,
  artifact: { readonly path: string; readonly content: Buffer; readonly secret: boolean },
): Promise<void> {
  await handsOf(context, name).pushArtifact(artifact);
}

import { posix } from 'node:path';
import type { Host } from '@fleet/platform';
import { FunctionRefused } from '../definition.js';

/**
 * Writes a file where a person or a template asked for it: into a folder under the name that it has, or at the path itself.
 * @throws FunctionRefused `not-found` where the folder does not exist and may not be made
 */
export async function placeFile(
  host: Host,
  content: Buffer | string,
  place: { readonly dest: string; readonly name: string; readonly makedirs: boolean },
): Promise<string> {
  const there = await host.files.statTarget(place.dest);
  const path =
    place.dest.endsWith('/') || there?.kind === 'directory' ? posix.join(place.dest, place.name) : place.dest;
  const folder = posix.dirname(path);
  if (!(await host.files.statTarget(folder))) {
    if (!place.makedirs) throw new FunctionRefused('not-found', `there is no folder ${folder}; makedirs=True makes it`);
    await host.files.makeDirectory(folder, {}, { parents: true });
  }
  await host.files.write(path, content);
  return path;
}

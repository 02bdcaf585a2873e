import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export const version = findVersion(import.meta.dirname);

/** The nearest package.json above is the project's, in the sources as in what is built from them. */
function findVersion(from: string): string {
  for (let directory = from; directory !== dirname(directory); directory = dirname(directory)) {
    const file = join(directory, 'package.json');
    if (!existsSync(file)) continue;
    const { version: found } = JSON.parse(readFileSync(file, 'utf8')) as { version?: string };
    if (found !== undefined) return found;
  }
  return '0.0.0-source';
}

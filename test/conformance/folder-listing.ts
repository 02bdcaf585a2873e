import { lstat, readFile, readdir, readlink } from 'node:fs/promises';
import { join } from 'node:path';

/** What a folder holds, in the form of the conformance files: `{mode, text}`, `dir MODE`, `link -> TARGET`; the folder's own path reads `@T@`. */
export async function listFolder(folder: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const waiting = [''];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    for (const name of await readdir(join(folder, path))) {
      const child = path === '' ? name : `${path}/${name}`;
      const stat = await lstat(join(folder, child));
      const mode = (stat.mode & 0o7777).toString(8);
      if (stat.isDirectory()) waiting.push(child);
      const entry = stat.isDirectory()
        ? `dir ${mode}`
        : stat.isSymbolicLink()
          ? `link -> ${await readlink(join(folder, child))}`
          : JSON.stringify({ mode, text: await readFile(join(folder, child), 'utf8') });
      found.set(child, entry.replaceAll(folder, '@T@'));
    }
  }
  return found;
}

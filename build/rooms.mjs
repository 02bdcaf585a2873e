import { mkdir, readFile, readdir, rename, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import esbuild from 'esbuild';
import { at } from './place.mjs';

/**
 * Each room as one file below `.cache/rooms`, for specs: Jest links every module of a spec anew, and one file for a room is
 * linked many times as fast as its hundreds. A spec still reads its own room file by file, and other rooms through their doors, as everybody does.
 */
export async function bundleRooms() {
  const outdir = at('.cache/rooms');
  await mkdir(outdir, { recursive: true });
  const names = (await readdir(at('libs'))).filter((name) => existsSync(at('libs', name, 'src/index.ts')));
  const { outputFiles } = await esbuild.build({
    entryPoints: names.map((name) => ({ in: at('libs', name, 'src/index.ts'), out: name })),
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    external: ['@fleet/*'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  for (const { path, contents } of outputFiles) await replace(path, contents);
  return outdir;
}

/** Another run of specs may be reading it: the file is the old one or the new one, never half of one. */
async function replace(path, contents) {
  const old = await readFile(path).catch(() => undefined);
  if (old?.equals(contents)) return;
  const temporary = `${path}.${process.pid}`;
  await writeFile(temporary, contents);
  await rename(temporary, path);
}

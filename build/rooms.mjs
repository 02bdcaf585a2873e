import { mkdir, readFile, readdir, rename, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import esbuild from 'esbuild';
import { at, top } from './place.mjs';

/** Packages of many small modules, which are bundled as rooms are; class-validator as the ES modules that minions are built with. */
const packages = {
  'class-validator': 'node_modules/class-validator/esm5/index.js',
  '@nestjs/common': 'node_modules/@nestjs/common/index.js',
  '@nestjs/core': 'node_modules/@nestjs/core/index.js',
  '@nestjs/microservices': 'node_modules/@nestjs/microservices/index.js',
  'fast-check': 'build/seeded-check.mjs',
};

/** What every bundle for specs is made with. */
export const forSpecs = {
  absWorkingDir: top,
  bundle: true,
  write: false,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  inject: [at('build/near-globals.mjs')],
};

/** Of our own sources: other rooms and all packages stay outside, and Jest finds the text of a line where the map says. */
export const ofSources = { ...forSpecs, packages: 'external', external: ['@fleet/*'], sourcesContent: false };

/** What many specs read. */
const shared = {
  outExtension: { '.js': '.mjs' },
  // Less to read, again and again.
  minifyWhitespace: true,
  minifySyntax: true,
  logLevel: 'warning',
};

/**
 * Each room, and what is heavy of packages, as one file below `.cache/rooms`, for specs: Jest links every module of a spec anew, and one file
 * for a room is linked many times as fast as its hundreds. Other rooms come through their doors, as everybody reads them; a spec's own room
 * comes with the spec (`spec-bundle.mjs`).
 * @returns Jest's `moduleNameMapper` for them
 */
export async function bundleRooms() {
  const outdir = at('.cache/rooms');
  const names = (await readdir(at('libs'))).filter((name) => existsSync(at('libs', name, 'src/index.ts')));
  const built = await Promise.all([
    esbuild.build({
      ...ofSources,
      ...shared,
      entryPoints: names.map((name) => ({ in: at('libs', name, 'src/index.ts'), out: name })),
      outdir,
      sourcemap: 'linked',
    }),
    esbuild.build({
      ...forSpecs,
      ...shared,
      entryPoints: Object.entries(packages).map(([name, file]) => ({ in: at(file), out: name })),
      outdir: at('.cache/rooms/packages'),
      // One copy of what they share: whoever asks `instanceof` asks of the same class.
      splitting: true,
      alias: { 'class-validator': at(packages['class-validator']) },
      chunkNames: 'shared/[name]-[hash]',
      plugins: [othersStayOutside],
    }),
  ]);
  const files = built.flatMap(({ outputFiles }) => outputFiles);
  // Whoever reads an entry finds what it names; pieces of earlier bundles stay for whoever reads those.
  files.sort((a, b) => Number(b.path.includes('/shared/')) - Number(a.path.includes('/shared/')));
  for (const { path, contents } of files) await replace(path, contents);
  return {
    '^@fleet/([a-z]+)$': `${outdir}/$1.mjs`,
    [`^(${Object.keys(packages).join('|')})$`]: `${outdir}/packages/$1.mjs`,
  };
}

/** Packages that those above ask for, also such as are not installed, which Nest may ask for. */
const othersStayOutside = {
  name: 'others-stay-outside',
  setup(build) {
    build.onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
      kind === 'entry-point' || isInside(path) ? undefined : { path, external: true },
    );
  },
};

const isInside = (path) =>
  Object.keys(packages).some((name) => path === name || path.startsWith(`${name}/`)) ||
  /^(?:validator|libphonenumber-js)\b/.test(path);

/** Another run of specs may be reading it: the file is the old one or the new one, never half of one. */
async function replace(path, contents) {
  const old = await readFile(path).catch(() => undefined);
  if (old?.equals(contents)) return;
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}`;
  await writeFile(temporary, contents);
  await rename(temporary, path);
}

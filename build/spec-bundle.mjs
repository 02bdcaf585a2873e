import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import swc from '@swc/core';
import esbuild from 'esbuild';
import { at, top } from './place.mjs';

/**
 * Jest's transformer: a spec and all that it reads of its own room, as one module. Jest links every module of every spec anew, which for
 * hundreds of small files takes longer than most specs do. Other rooms come through their doors, as one file each (`rooms.mjs`).
 */
export default {
  /** The bundle is made anew each time, in a few hundredths of a second; so nothing stale is ever used, and this is what names it. */
  async getCacheKeyAsync(_text, file) {
    const one = await bundled(file);
    made.set(file, one);
    return createHash('sha256').update(one.code).digest('hex');
  },
  async processAsync(_text, file) {
    return made.get(file) ?? (await bundled(file));
  },
};

const made = new Map();

async function bundled(file) {
  const { outputFiles } = await esbuild.build({
    absWorkingDir: top,
    entryPoints: [file],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    inject: [at('build/near-globals.mjs')],
    tsconfig: at('tsconfig.json'),
    packages: 'external',
    external: ['@fleet/*'],
    outfile: `${file}.mjs`,
    sourcemap: 'external',
    sourcesContent: false,
    logLevel: 'silent',
    plugins: [asItStands(file)],
  });
  const [map, code] = outputFiles.map(({ text }) => text);
  return { code, map };
}

/**
 * What a bundle would change: decorators keep the types of what they stand at, and every file its own place. What is JavaScript already, the
 * lab and the build, is linked as it is.
 */
const asItStands = (entry) => ({
  name: 'as-it-stands',
  setup(build) {
    build.onResolve({ filter: /^\.{1,2}\/.*\.mjs$/ }, ({ path, resolveDir }) => ({
      path: join(resolveDir, path),
      external: true,
    }));
    build.onLoad({ filter: /\/apps\/master\/.*\.ts$|\/test(?:-support)?\/.*\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      if (/^\s*@[A-Z]\w*\(/m.test(text)) return { loader: 'js', contents: await decorated(text, path) };
      if (path !== entry && text.includes('import.meta')) return { loader: 'js', contents: await placed(text, path) };
      return { loader: 'ts', contents: text };
    });
  },
});

async function decorated(text, filename) {
  const { code } = await swc.transform(text, {
    filename,
    configFile: false,
    swcrc: false,
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    },
    module: { type: 'es6' },
    sourceMaps: 'inline',
  });
  return code;
}

async function placed(text, path) {
  const { code } = await esbuild.transform(text, {
    loader: 'ts',
    target: 'node20',
    sourcefile: path,
    sourcemap: 'inline',
    tsconfigRaw: { compilerOptions: { experimentalDecorators: true, useDefineForClassFields: false } },
    define: {
      'import.meta.url': JSON.stringify(pathToFileURL(path).href),
      'import.meta.dirname': JSON.stringify(dirname(path)),
    },
  });
  return code;
}

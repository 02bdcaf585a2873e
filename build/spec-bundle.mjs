import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import swc from '@swc/core';
import esbuild from 'esbuild';
import { at } from './place.mjs';
import { ofSources } from './rooms.mjs';

/**
 * Jest's transformer: a spec and all that it reads of its own room, as one module. Jest links every module of every spec anew, which for
 * hundreds of small files takes longer than most specs do. Other rooms come through their doors, as one file each (`rooms.mjs`).
 */
export default {
  /** @param config what `specialSources` answers */
  createTransformer(config) {
    /** The last one alone: it is asked for at once, or is in Jest's cache already. */
    let last;
    const special = new RegExp(`^(?:${config.special.map(escaped).join('|')})$`);
    return {
      /** Made anew in each run, in a few hundredths of a second: what it reads of other files is part of what it is called by. */
      async getCacheKeyAsync(_text, file, { instrument }) {
        const result = await bundle(file, special);
        last = { file, result };
        const { code, map } = result;
        return createHash('sha256')
          .update(JSON.stringify([code, map, instrument]))
          .digest('hex');
      },
      async processAsync(_text, file) {
        return last?.file === file ? last.result : bundle(file, special);
      },
    };
  },
};

/** Sources that a bundle would change: the master's decorators keep the types of what they stand at, and every file its own place. */
export async function specialSources() {
  const special = [];
  for (const folder of ['apps', 'libs', 'test', 'states', 'build'])
    for (const entry of await readdir(at(folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !entry.name.endsWith('.ts')) continue;
      const path = join(entry.parentPath, entry.name);
      const text = await readFile(path, 'utf8');
      if (asksForPlace(text) || isDecorated(path, text)) special.push(path);
    }
  return { special };
}

const asksForPlace = (text) => text.includes('import.meta');
const isDecorated = (path, text) => path.startsWith(at('apps/master/')) && /^\s*@[A-Z]\w*\(/m.test(text);
const escaped = (text) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

async function bundle(file, special) {
  const { outputFiles } = await esbuild.build({
    ...ofSources,
    entryPoints: [file],
    tsconfig: at('tsconfig.json'),
    outfile: `${file}.mjs`,
    sourcemap: 'external',
    logLevel: 'silent',
    plugins: [asItStands(file, special)],
  });
  const textOf = (end) => outputFiles.find(({ path }) => path.endsWith(end)).text;
  return { code: textOf('.mjs'), map: textOf('.map') };
}

/** What is JavaScript already, the lab and the build, is linked as it is. */
const asItStands = (entry, special) => ({
  name: 'as-it-stands',
  setup(build) {
    build.onResolve({ filter: /^\.{1,2}\/.*\.mjs$/ }, ({ path, resolveDir }) => ({
      path: join(resolveDir, path),
      external: true,
    }));
    build.onLoad({ filter: special }, async ({ path }) => {
      let contents = await readFile(path, 'utf8');
      if (isDecorated(path, contents)) contents = await decorated(contents, path);
      if (path !== entry && asksForPlace(contents)) contents = await placed(contents, path);
      return { loader: 'ts', contents };
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
      'import.meta.filename': JSON.stringify(path),
    },
  });
  return code;
}

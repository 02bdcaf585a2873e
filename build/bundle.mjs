import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import esbuild from 'esbuild';
import { apps } from '../architecture/rooms.mjs';
import { at, top, version } from './place.mjs';

const settings = {
  absWorkingDir: top,
  bundle: true,
  platform: 'node',
  target: 'node20',
  tsconfig: at('tsconfig.json'),
  // Names stay, so that stack traces can be read; white space and dead branches go, which is what start-up pays for.
  minifyIdentifiers: false,
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: 'none',
  metafile: true,
  logLevel: 'silent',
  define: { 'globalThis.FLEET_VERSION': JSON.stringify(version), 'process.env.NODE_ENV': '"production"' },
};

/**
 * One file, because reading one file is the quickest start; CommonJS, because Node loads it 4 ms sooner than the same text as an
 * ES module (see docs/decisions on the tool chain).
 */
export async function bundleFleetctl() {
  const outfile = at('dist/bin/fleetctl');
  const result = await build({
    ...settings,
    entryPoints: [at('apps/fleetctl/src/main.ts')],
    format: 'cjs',
    outfile,
    plugins: [roomsHaveNoSideEffects, documentationIsPacked, onlyTheConnectionOfNats],
    banner: { js: '#!/usr/bin/env node\n"use strict";' },
  });
  if (result.metafile) await chmod(outfile, 0o755);
  return judge('fleetctl', result, [
    'tweetnacl',
    'nats/lib/jetstream',
    'class-validator',
    'nunjucks',
    'better-sqlite3',
    '@nestjs/',
    'pino',
    'execa',
  ]);
}

/**
 * Importing a file of a room does nothing but define things, so what fleetctl does not use of a room can stay out: matching a glob
 * does not bring the regular expressions of the other targets with it.
 */
const roomsHaveNoSideEffects = {
  name: 'rooms-have-no-side-effects',
  setup(build) {
    build.onResolve({ filter: /^(@fleet\/|\.\.?\/)/ }, async ({ path, importer, resolveDir, kind, pluginData }) => {
      if (pluginData === 'resolved' || kind === 'entry-point') return undefined;
      if (!path.startsWith('@fleet/') && !importer.startsWith(at('libs/'))) return undefined;
      const found = await build.resolve(path, { importer, resolveDir, kind, pluginData: 'resolved' });
      return found.errors.length > 0 ? found : { path: found.path, sideEffects: false };
    });
  },
};

/**
 * Whoever reads the bundle reads all of it, and half a megabyte of documentation is of no use to a ping: it is a tenth of that, and unpacked
 * where it is asked for.
 */
const documentationIsPacked = {
  name: 'documentation-is-packed',
  setup(build) {
    build.onLoad({ filter: /\/apps\/fleetctl\/src\/doc\/documented\.ts$/ }, async ({ path }) => {
      const { code } = await esbuild.transform(await readFile(path, 'utf8'), { loader: 'ts', format: 'esm' });
      const { documented } = await import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`);
      const packed = brotliCompressSync(JSON.stringify(documented)).toString('base64');
      return {
        loader: 'js',
        contents: [
          "import { brotliDecompressSync } from 'node:zlib';",
          `const packed = Buffer.from('${packed}', 'base64');`,
          "export const documented = JSON.parse(brotliDecompressSync(packed).toString('utf8'));",
        ].join('\n'),
      };
    });
  },
};

/**
 * A fifth of the bundle, which every ping would read and nothing would call: fleet asks JetStream by plain requests, signs for itself, and wants
 * of the library the connection alone. The library mentions these when it is loaded, and uses them when it is told to.
 */
const onlyTheConnectionOfNats = {
  name: 'only-the-connection-of-nats',
  setup(build) {
    const unused = /\/jetstream\/|^\.\/(?:bench|nkeys|service|serviceclient)$/;
    build.onResolve({ filter: unused }, ({ path, importer }) =>
      importer.includes('/node_modules/nats/') ? { path, namespace: 'unused' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'unused' }, () => ({ contents: 'module.exports = {};' }));
  },
};

/**
 * ES modules in pieces: what a minion needs only now and then is loaded then, and idle memory stays small. They lie beside the
 * launcher, so that copying `dist/bin` copies a minion.
 */
export async function bundleMinion() {
  const outdir = at('dist/bin/minion');
  await rm(outdir, { recursive: true, force: true });
  const result = await build({
    ...settings,
    entryPoints: { main: at('apps/minion/src/main.ts') },
    format: 'esm',
    splitting: true,
    outdir,
    outExtension: { '.js': '.mjs' },
    chunkNames: 'pieces/[name]-[hash]',
    // class-validator as ES modules: what no rule uses of it (phone numbers, most of validator.js) stays out.
    alias: { 'class-validator': at('node_modules/class-validator/esm5/index.js') },
    // CommonJS packages inside ask for `require`, which an ES module does not have.
    banner: {
      js: "import { createRequire as fleetRequire } from 'node:module'; const require = fleetRequire(import.meta.url);",
    },
  });
  if (result.metafile) await writeLauncher('fleet-minion', './minion/main.mjs');
  return judge('minion', result, ['better-sqlite3', '@nestjs/']);
}

/** One file that the master starts as a thread: the compilers of states and pillar, which the master itself must not contain. */
export async function bundleLint(outfile = at('dist/bin/lint/main.mjs')) {
  const result = await build({
    ...settings,
    entryPoints: [at('apps/lint/src/main.ts')],
    format: 'esm',
    outfile,
    plugins: [roomsHaveNoSideEffects],
    alias: { 'class-validator': at('node_modules/class-validator/esm5/index.js') },
    banner: {
      js: "import { createRequire as fleetRequire } from 'node:module'; const require = fleetRequire(import.meta.url);",
    },
  });
  return judge('lint', result, ['better-sqlite3', '@nestjs/', 'nats', 'commander', 'execa']);
}

/** One file that the master starts as a thread: the hands of its sinks, which the master itself must not have. */
export async function bundleSinks(outfile = at('dist/bin/sinks/main.mjs')) {
  const result = await build({
    ...settings,
    entryPoints: [at('apps/sinks/src/main.ts')],
    format: 'esm',
    outfile,
    plugins: [roomsHaveNoSideEffects],
    banner: {
      js: "import { createRequire as fleetRequire } from 'node:module'; const require = fleetRequire(import.meta.url);",
    },
  });
  return judge('sinks', result, ['better-sqlite3', '@nestjs/', 'nats', 'commander', 'class-validator', 'nunjucks']);
}

/** A small CommonJS file that hands over to an ES module. */
export async function writeLauncher(name, module) {
  const file = at('dist/bin', name);
  await mkdir(at('dist/bin'), { recursive: true });
  await writeFile(
    file,
    `#!/usr/bin/env node
'use strict';
globalThis.FLEET_VERSION = ${JSON.stringify(version)};
process.env.NODE_ENV ??= 'production';
import(${JSON.stringify(module)}).catch((error) => {
  console.error(error);
  process.exit(70);
});
`,
  );
  await chmod(file, 0o755);
}

/** Files without an ending are CommonJS here, whatever the package.json above says. */
export async function markBinFolder() {
  await mkdir(at('dist/bin'), { recursive: true });
  await writeFile(at('dist/bin/package.json'), '{ "type": "commonjs" }\n');
}

async function build(options) {
  const entry = Object.values(options.entryPoints)[0];
  if (!existsSync(entry)) return { missing: entry };
  try {
    return await esbuild.build(options);
  } catch (failure) {
    if (!Array.isArray(failure.errors)) throw failure;
    return { errors: await esbuild.formatMessages(failure.errors, { kind: 'error', color: false }) };
  }
}

/** Says how big the bundle became, and refuses one that carries what this app must never load. */
function judge(app, result, forbiddenPackages) {
  if (result.missing) return { ok: false, details: `${result.missing} does not exist` };
  if (result.errors.length > 0) return { ok: false, details: result.errors.join('\n') };
  // What was read and left out again does not count.
  const kept = Object.values(result.metafile.outputs).flatMap((output) => Object.entries(output.inputs));
  const inputs = [...new Set(kept.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([input]) => input))];
  const forbidden = [
    ...apps[app].forbidden.map((room) => `libs/${room}/`),
    ...forbiddenPackages.map((name) => `node_modules/${name}`),
  ];
  const found = inputs.filter((input) => forbidden.some((prefix) => input.startsWith(prefix)));
  const bytes = Object.values(result.metafile.outputs).reduce((sum, output) => sum + output.bytes, 0);
  const outputs = Object.keys(result.metafile.outputs).length;
  const note = `${outputs === 1 ? 'one file' : `${outputs} files`}, ${Math.round(bytes / 1024)} KiB`;
  if (found.length === 0) return { ok: true, note };
  const importer = (input) =>
    inputs.find((other) => result.metafile.inputs[other].imports.some((entry) => entry.path === input)) ?? 'entry';
  return {
    ok: false,
    note,
    details: found
      .slice(0, 10)
      .map((input) => `${app} must not contain ${input} (imported by ${importer(input)})`)
      .join('\n'),
  };
}

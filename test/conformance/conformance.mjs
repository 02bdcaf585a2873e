/**
 * `npm run conformance -- jinja|state|pillar|match [FILE] [--case NAME]`: runs a conformance file against this source tree, prints each
 * failing case with what was expected and what came, then `N passed, N failed`. Exit code 1 where any failed, 2 for bad usage.
 */
import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import esbuild from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const top = resolve(here, '../..');
const kinds = {
  jinja: 'runJinjaCases',
  state: 'runStateCases',
  pillar: 'runPillarCases',
  match: 'runMatchCases',
};

const words = process.argv.slice(2);
const flag = words.indexOf('--case');
const [only] = flag >= 0 ? words.splice(flag, 2).slice(1) : [];
const [kind, given, ...rest] = words;
if (!Object.hasOwn(kinds, kind ?? '') || rest.length > 0)
  stop(`usage: npm run conformance -- ${Object.keys(kinds).join('|')} [FILE] [--case NAME]`);
const file = resolve(given ?? join(here, `${kind}.json`));
if (!existsSync(file)) stop(`there is no file ${file}`);

let failed;
try {
  const run = await load(kind);
  const outcomes = (await run(file, only)).filter(({ name }) => only === undefined || name === only);
  if (outcomes.length === 0) stop(only === undefined ? `${file} holds no case` : `${file} has no case ${only}`);
  failed = report(outcomes);
} catch (error) {
  stop(
    error instanceof SyntaxError || error instanceof TypeError
      ? `${file}: ${error.message}`
      : String(error?.stack ?? error),
  );
}
process.exitCode = failed > 0 ? 1 : 0;

/** The sources are TypeScript; bundling them takes a fraction of a second and needs no build beforehand. */
async function load(name) {
  const outfile = join(top, '.cache/conformance', `${name}-${process.pid}.mjs`);
  await mkdir(dirname(outfile), { recursive: true });
  await esbuild.build({
    entryPoints: [join(here, `${name}-cases.ts`)],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    tsconfig: join(top, 'tsconfig.json'),
    logLevel: 'error',
    plugins: [externalPackages()],
    sourcemap: 'inline',
  });
  try {
    return (await import(pathToFileURL(outfile).href))[kinds[name]];
  } finally {
    await rm(outfile, { force: true });
  }
}

/** Packages stay outside of the bundle, our own rooms (`@fleet/…`) do not. */
function externalPackages() {
  return {
    name: 'external-packages',
    setup(build) {
      build.onResolve({ filter: /^[^./]/ }, ({ path, kind: how }) =>
        how === 'entry-point' || path.startsWith('@fleet/') ? undefined : { path, external: true },
      );
    },
  };
}

function report(outcomes) {
  const failures = outcomes.filter((outcome) => !outcome.passed);
  for (const { name, expected, actual } of failures) {
    console.log(`FAILED ${name}\n  expected:\n${indent(expected)}\n  actual:\n${indent(actual)}\n`);
  }
  console.log(`${outcomes.length - failures.length} passed, ${failures.length} failed`);
  return failures.length;
}

function indent(text) {
  return String(text).replace(/^/gm, '    ');
}

function stop(message) {
  console.error(message);
  process.exit(2);
}

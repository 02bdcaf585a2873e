/** `node build/docs.mjs`: writes `docs/reference/` from the tables in the code. */
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import esbuild from 'esbuild';
import { at, top } from './place.mjs';
import { referencePages } from './reference.mjs';

const folder = at('docs/reference');

/** The step `reference`: the pages on disk are the pages that the code makes. */
export async function checkReference() {
  const stale = [];
  const pages = await makePages();
  for (const [name, text] of pages) {
    const present = await readFile(path.join(folder, name), 'utf8').catch(() => undefined);
    if (present !== text)
      stale.push(`docs/reference/${name} ${present === undefined ? 'is missing' : firstDifference(present, text)}`);
  }
  for (const name of await pagesTooMany(pages)) stale.push(`docs/reference/${name} is of a module that is no more`);
  return {
    ok: stale.length === 0,
    note: `${pages.size} pages`,
    details: `${stale.join('\n')}\n\`node build/docs.mjs\` writes them anew`,
  };
}

/** Pages of modules that have gone. */
async function pagesTooMany(pages) {
  const present = [];
  for (const part of ['functions', 'states']) {
    const names = await readdir(path.join(folder, part)).catch(() => []);
    present.push(...names.map((name) => `${part}/${name}`));
  }
  return present.filter((name) => !pages.has(name));
}

function firstDifference(present, wanted) {
  const [old, fresh] = [present.split('\n'), wanted.split('\n')];
  const line = fresh.findIndex((text, index) => text !== old[index]);
  return `is not what the code says, from line ${line === -1 ? fresh.length : line + 1}:\n  - ${old[line] ?? ''}\n  + ${fresh[line] ?? ''}`;
}

async function makePages() {
  return referencePages(await loadTables());
}

/** The tables are TypeScript: they are bundled into a scratch folder under node's nose and imported from there. */
async function loadTables() {
  await mkdir(at('.cache'), { recursive: true });
  const scratch = await mkdtemp(at('.cache/docs-'));
  try {
    const outfile = path.join(scratch, 'tables.mjs');
    await esbuild.build({
      absWorkingDir: top,
      stdin: { contents: tablesSource, resolveDir: top, sourcefile: 'tables.ts', loader: 'ts' },
      bundle: true,
      platform: 'node',
      target: 'node20',
      format: 'esm',
      packages: 'external',
      tsconfig: at('tsconfig.json'),
      logLevel: 'silent',
      outfile,
    });
    return await import(pathToFileURL(outfile).href);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

const tablesSource = `
export { describeArguments } from '@fleet/arguments';
export { stringifyPlain } from '@fleet/values';
export { stateTable } from '@fleet/states';
export { subjectTable, permissions, exitCodes } from '@fleet/protocol';
export { checkTable, checkExamples } from '@fleet/lint';
import { functionTable } from '@fleet/execution';
import * as highstate from '@fleet/highstate';
import { commands, callExamples } from './apps/fleetctl/src/command-line/commands.js';
import { commonOptions } from './apps/fleetctl/src/command-line/options.js';
import { exitCodeLines } from './apps/fleetctl/src/command-line/program.js';
import { targetOptions } from './apps/fleetctl/src/command-line/target.js';
// The room highstate adds \`state.*\`, which need the compiler.
const stateFunctions = (highstate as Record<string, any>)['stateFunctions'] ?? [];
export const functionTables = [functionTable, new Map([...stateFunctions.values()].map((definition: any) => [definition.name, definition]))];
export const cli = { commands, callExamples, commonOptions, exitCodeLines, targetOptions };
`;

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const pages = await makePages();
  for (const name of await pagesTooMany(pages)) await rm(path.join(folder, name));
  for (const [name, text] of pages) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
  console.log(`${pages.size} pages in docs/reference`);
}

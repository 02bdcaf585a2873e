/** `node build/docs.mjs`: writes `docs/reference/`, the pages of the manual, and the functions that a shell completes, from the tables in the code. */
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import esbuild from 'esbuild';
import * as prettier from 'prettier';
import { masterPage, minionPage } from './daemon-manuals.mjs';
import { manualPage } from './manual.mjs';
import { at, top, version } from './place.mjs';
import { completedFunctions, documentedRows, lookingFunctions, referencePages } from './reference.mjs';

const folder = 'docs/reference';
const completed = 'apps/fleetctl/src/command-line/completed-functions.ts';
const documented = 'apps/fleetctl/src/doc/documented.ts';
const manuals = 'deploy/man';
const looking = 'libs/protocol/src/looking-functions.ts';

/** The step `reference`: the pages on disk are the pages that the code makes. */
export async function checkReference() {
  const stale = [];
  const pages = await makePages();
  for (const [name, text] of pages) {
    const present = await readFile(at(name), 'utf8').catch(() => undefined);
    if (present !== text)
      stale.push(`${name} ${present === undefined ? 'is missing' : firstDifference(present, text)}`);
  }
  for (const name of await pagesTooMany(pages)) stale.push(`${name} is of a module that is no more`);
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
    const names = await readdir(at(folder, part)).catch(() => []);
    present.push(...names.map((name) => `${folder}/${part}/${name}`));
  }
  return present.filter((name) => !pages.has(name));
}

function firstDifference(present, wanted) {
  const [old, fresh] = [present.split('\n'), wanted.split('\n')];
  const line = fresh.findIndex((text, index) => text !== old[index]);
  return `is not what the code says, from line ${line === -1 ? fresh.length : line + 1}:\n  - ${old[line] ?? ''}\n  + ${fresh[line] ?? ''}`;
}

/** Path from the top → text. */
async function makePages() {
  const tables = await loadTables();
  const pages = new Map([...referencePages(tables)].map(([name, text]) => [`${folder}/${name}`, text]));
  const style = await prettier.resolveConfig(at(completed));
  const code = (filepath, text) => prettier.format(text, { ...style, filepath });
  return pages
    .set(completed, await code(completed, completedFunctions(tables)))
    .set(`${manuals}/fleetctl.1`, manualPage(tables.cli, version))
    .set(`${manuals}/fleet-master.8`, masterPage(tables.masterProgram, version))
    .set(`${manuals}/fleet-minion.8`, minionPage(tables.minionHelp, version))
    .set(documented, documentedRows(tables))
    .set(looking, await code(looking, lookingFunctions(tables)));
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
      // What is made here is not read here: it may be missing, or of a former table.
      plugins: [
        {
          name: 'completed-functions',
          setup(build) {
            // What a command does when it is run is no part of what it is.
            build.onResolve({ filter: /^\.\.?\// }, ({ path: file, kind }) =>
              kind === 'dynamic-import' ? { path: file, external: true } : undefined,
            );
            build.onResolve({ filter: /\/(completed-functions|documented)\.js$/ }, (args) => ({
              path: args.path,
              namespace: 'none',
            }));
            build.onLoad({ filter: /.*/, namespace: 'none' }, () => ({
              contents: 'export const completedFunctions = {}, documented = [];',
            }));
          },
        },
      ],
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
export { masterSettings, minionSettings } from '@fleet/config';
export { program as masterProgram } from './apps/master/src/program.js';
export { help as minionHelp } from './apps/minion/src/command-line.js';
import { functionTable } from '@fleet/execution';
import * as highstate from '@fleet/highstate';
import { commands, callExamples } from './apps/fleetctl/src/command-line/commands.js';
import { callOptions, commonOptions } from './apps/fleetctl/src/command-line/options.js';
import { exitCodeLines } from './apps/fleetctl/src/command-line/program.js';
import { targetOptions } from './apps/fleetctl/src/command-line/target.js';
// The room highstate adds \`state.*\`, which need the compiler.
const stateFunctions = (highstate as Record<string, any>)['stateFunctions'] ?? [];
export const functionTables = [functionTable, new Map([...stateFunctions.values()].map((definition: any) => [definition.name, definition]))];
export const cli = { commands, callExamples, callOptions, commonOptions, exitCodeLines, targetOptions };
`;

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const pages = await makePages();
  for (const name of await pagesTooMany(pages)) await rm(at(name));
  for (const [name, text] of pages) {
    await mkdir(path.dirname(at(name)), { recursive: true });
    await writeFile(at(name), text);
  }
  console.log(`${pages.size - 6} pages in ${folder}, 3 in ${manuals}, ${completed}, ${documented} and ${looking}`);
}

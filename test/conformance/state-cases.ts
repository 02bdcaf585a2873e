import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { formatDiagnostic } from '@fleet/diagnostics';
import { localTree } from '@fleet/fileserver';
import {
  compileStates,
  runStates,
  type ChunkResult,
  type CompileContext,
  type CompileRequest,
  type RunContext,
} from '@fleet/highstate';
import { linuxHost, type Host } from '@fleet/platform';
import { exitCodes } from '@fleet/protocol';
import { stateTable } from '@fleet/states';
import { fromPlain, isList, isMap, type Value, type ValueMap } from '@fleet/values';
import type { CaseOutcome } from './case-outcome.js';
import { filesOf, mapping, readCases, show, text } from './case-file.js';
import { listFolder } from './folder-listing.js';
import { conformanceMinion } from './minion.js';
import { withScratch, writeFiles } from './scratch.js';

const minionId = 'oracle1';

/** State trees, compiled and run for real in a scratch folder. `only` picks one case. */
export async function runStateCases(file: string, only?: string): Promise<CaseOutcome[]> {
  const { cases } = await readCases(file);
  const outcomes: CaseOutcome[] = [];
  for (const one of cases) if (only === undefined || only === one.get('name')) outcomes.push(await runCase(one));
  return outcomes;
}

function runCase(one: ValueMap): Promise<CaseOutcome> {
  return withScratch(async (folder) => {
    const scratch = join(folder, 'T');
    await mkdir(scratch, { mode: 0o755 });
    const here = (content: string): string => content.replaceAll('@T@', scratch);
    await writeFiles(join(folder, 'tree'), new Map([...filesOf(one)].map(([path, content]) => [path, here(content)])));
    if (one.has('prepare'))
      await promisify(execFile)('/bin/sh', ['-c', `umask 022; ${here(text(one.get('prepare')))}`], { cwd: scratch });
    const minion = await minionOf(one, join(folder, 'tree'));
    const actual = await applyCase(one, minion);
    const shownLow = one.has('low') ? await lowOf(minion) : [];
    const tree = await listFolder(scratch);
    const refused = one.has('errors') || text(one.get('deviation')).startsWith('the compile is refused');
    const expectation = describe(
      refused ? undefined : { runs: expectedRuns(one), failed: one.get('retcode') !== 0 },
      expectedTree(one),
      expectedLow(one),
    );
    const shown = describe(actual.run, tree, shownLow).replaceAll(scratch, '@T@');
    return {
      name: text(one.get('name')),
      passed: shown === expectation,
      expected: expectation,
      actual: [shown, ...actual.notes].join('\n').replaceAll(scratch, '@T@'),
    };
  });
}

interface Run {
  readonly runs: readonly string[];
  readonly failed: boolean;
}

interface CaseMinion {
  readonly request: CompileRequest;
  readonly context: CompileContext & Pick<RunContext, 'call'>;
  readonly host: Host;
}

async function minionOf(one: ValueMap, directory: string): Promise<CaseMinion> {
  const host = linuxHost();
  const grains = fromPlain({ id: minionId, os: 'Debian', os_family: 'Debian', kernel: 'Linux' }) as ValueMap;
  const opts = fromPlain({ id: minionId }) as ValueMap;
  const pillar = mapping(one.get('pillar'));
  const tree = await localTree({ base: [directory] });
  const { call } = conformanceMinion(host, { id: minionId, grains, pillar, opts, tree });
  const names = (isList(one.get('apply')) ? (one.get('apply') as Value[]) : []).map(String);
  const request = names.length === 0 ? ({ kind: 'highstate' } as const) : ({ kind: 'sls', sls: names } as const);
  return { request, context: { tree, id: minionId, grains, pillar, opts, states: stateTable, call }, host };
}

/** What `state.show_low_sls` shows of each chunk's place. */
async function lowOf({ request, context }: CaseMinion): Promise<string[]> {
  const compiled = await compileStates(request, context, { until: 'low', asWritten: true });
  if (!compiled.ok) return compiled.diagnostics.map(formatDiagnostic);
  return compiled.value.turns.map(({ of: { module, function: name, id, name: about, sls, order } }) =>
    [module, name, id, about, sls, order.final].join(' | '),
  );
}

function expectedLow(one: ValueMap): string[] {
  const low = one.get('low');
  return (isList(low) ? low.filter(isMap) : []).map((chunk) =>
    ['state', 'fun', '__id__', 'name', '__sls__', 'order'].map((key) => chunk.get(key)).join(' | '),
  );
}

async function applyCase(
  one: ValueMap,
  { request, context, host }: CaseMinion,
): Promise<{ run: Run | undefined; notes: string[] }> {
  const compiled = await compileStates(request, context);
  if (!compiled.ok) return { run: undefined, notes: compiled.diagnostics.map(formatDiagnostic) };
  const ran = await runStates(compiled.value.run, host, context, { test: one.get('test') === true });
  const results = [...ran.results.values()];
  return {
    run: { runs: results.map(describeRun), failed: ran.retcode !== exitCodes.ok },
    notes: results.filter(({ result }) => result !== true).map(({ id, comment }) => `${id}: ${comment}`),
  };
}

function describeRun({ id, state, name, result, changes }: ChunkResult): string {
  return [id, state, name, result, changes.size > 0 ? 'changed' : 'unchanged'].join(' | ');
}

function expectedRuns(one: ValueMap): string[] {
  const runs = one.get('run');
  return (isList(runs) ? runs.filter(isMap) : []).map((run) =>
    [
      run.get('id'),
      run.get('state'),
      run.get('name'),
      run.get('result'),
      run.get('changed') === true ? 'changed' : 'unchanged',
    ].join(' | '),
  );
}

function expectedTree(one: ValueMap): Map<string, string> {
  return new Map(
    [...mapping(one.get('tree'))].map(([path, entry]) => [
      String(path),
      isMap(entry)
        ? show(
            new Map([
              ['mode', entry.get('mode') ?? ''],
              ['text', entry.get('text') ?? ''],
            ]),
          )
        : String(entry),
    ]),
  );
}

function describe(run: Run | undefined, tree: ReadonlyMap<string, string>, low: readonly string[]): string {
  const rows = run ? [...run.runs.map((row) => `run ${row}`), `retcode ${run.failed ? 'not 0' : '0'}`] : ['refused'];
  return [
    ...low.map((row) => `low ${row}`),
    ...rows,
    ...[...tree].map(([path, entry]) => `tree ${path}: ${entry}`).sort(),
  ].join('\n');
}

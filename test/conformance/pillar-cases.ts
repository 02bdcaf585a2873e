import { formatDiagnostic } from '@fleet/diagnostics';
import { FunctionRefused } from '@fleet/execution';
import { localTree, type FileTree } from '@fleet/fileserver';
import {
  compilePillar,
  mergeStrategies,
  type Merging,
  type MergeStrategy,
  type PillarCompileRequest,
} from '@fleet/pillar';
import { linuxHost } from '@fleet/platform';
import { equal, isList, isMap, type Value, type ValueMap } from '@fleet/values';
import type { CaseOutcome } from './case-outcome.js';
import { filesOf, mapping, readCases, show, text } from './case-file.js';
import { conformanceMinion } from './minion.js';
import { withScratch, writeFiles } from './scratch.js';

/**
 * Pillar trees, rendered for one minion. Besides what the recorded cases have, a case may hold `environments` (name → files; the files of
 * `base` stand in `files`), `opts` (of Salt's configuration: how pillars are merged, and what functions go by), `pillarenv`, and `calls`
 * (`{fun, args, kwargs}` with what each `returns`, or `refuses`).
 */
export async function runPillarCases(file: string): Promise<CaseOutcome[]> {
  const { minion, cases } = await readCases(file);
  const outcomes: CaseOutcome[] = [];
  for (const one of cases) outcomes.push(await runCase(minion, one));
  return outcomes;
}

function runCase(minion: ValueMap, one: ValueMap): Promise<CaseOutcome> {
  return withScratch(async (folder) => {
    const name = text(one.get('name'));
    const request = requestOf(minion, one, await writeTree(folder, one));
    const compiled = await compilePillar(request);
    const refused = one.has('errors') && !text(one.get('deviation')).startsWith('no error');
    if (!compiled.ok) {
      return {
        name,
        passed: refused,
        expected: refused ? 'refused' : show(one.get('pillar') ?? null),
        actual: `refused\n${compiled.diagnostics.map(formatDiagnostic).join('\n')}`,
      };
    }
    const { pillar } = compiled.value;
    const answers = await answersOf(one, request, pillar);
    const actual: Value[] = [pillar, ...answers.actual];
    const expected: Value[] = [one.get('pillar') ?? null, ...answers.expected];
    return {
      name,
      passed: !refused && equal(actual, expected),
      expected: refused ? 'refused' : show(expected),
      actual: show(actual),
    };
  });
}

async function writeTree(folder: string, one: ValueMap): Promise<FileTree> {
  const roots: Record<string, string[]> = { base: [`${folder}/base`] };
  await writeFiles(`${folder}/base`, filesOf(one));
  for (const [environment, files] of mapping(one.get('environments'))) {
    roots[String(environment)] = [`${folder}/${String(environment)}`];
    await writeFiles(`${folder}/${String(environment)}`, filesOf(new Map([['files', files]])));
  }
  return localTree(roots);
}

function requestOf(minion: ValueMap, one: ValueMap, tree: FileTree): PillarCompileRequest {
  const id = text(minion.get('id'));
  const opts = mapping(one.get('opts'));
  const override = one.get('override');
  const pillarenv = one.get('pillarenv');
  return {
    tree,
    id,
    grains: new Map<Value, Value>([['id', id], ...mapping(minion.get('grains'))]),
    opts: new Map<Value, Value>([['id', id], ...opts]),
    merging: mergingOf(opts),
    ...(override !== undefined && { override: mapping(override) }),
    ...(typeof pillarenv === 'string' && { environment: pillarenv }),
  };
}

function mergingOf(opts: ValueMap): Merging {
  const strategy = opts.get('pillar_source_merging_strategy');
  return {
    strategy: mergeStrategies.includes(strategy as MergeStrategy) ? (strategy as MergeStrategy) : 'smart',
    mergeLists: opts.get('pillar_merge_lists') === true,
    includesOverride: opts.get('pillar_includes_override_sls') === true,
  };
}

async function answersOf(
  one: ValueMap,
  request: PillarCompileRequest,
  pillar: ValueMap,
): Promise<{ expected: Value[]; actual: Value[] }> {
  const minion = conformanceMinion(linuxHost(), {
    id: request.id,
    grains: request.grains,
    pillar,
    opts: request.opts ?? new Map(),
    tree: request.tree,
    pillarOf: async (wish) => {
      const other = await compilePillar({ ...request, ...wish });
      if (!other.ok) throw new Error(other.diagnostics.map(formatDiagnostic).join('\n'));
      return other.value.pillar;
    },
  });
  const call = async (name: string, args: Value[], kwargs: ValueMap): Promise<Value> => {
    try {
      return await minion.call(name, args, kwargs);
    } catch (error) {
      if (error instanceof FunctionRefused) return new Map([['refused', error.message]]);
      throw error;
    }
  };
  const expected: Value[] = [];
  const actual: Value[] = [];
  for (const [index, args] of listOf(one.get('get')).filter(isList).entries()) {
    expected.push(listOf(one.get('got'))[index] ?? null);
    actual.push(await call('pillar.get', args, new Map()));
  }
  for (const asked of listOf(one.get('calls')).filter(isMap)) {
    const answer = await call(text(asked.get('fun')), listOf(asked.get('args')), mapping(asked.get('kwargs')));
    expected.push(asked.has('refuses') ? true : (asked.get('returns') ?? null));
    actual.push(asked.has('refuses') ? isMap(answer) && answer.has('refused') : answer);
  }
  return { expected, actual };
}

function listOf(value: Value | undefined): Value[] {
  return isList(value) ? value : [];
}

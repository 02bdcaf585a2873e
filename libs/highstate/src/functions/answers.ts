import { formatPlace, type Diagnostic } from '@fleet/diagnostics';
import { FunctionResult } from '@fleet/execution';
import { exitCodes } from '@fleet/protocol';
import { float, fromPlain, type Value, type ValueMap } from '@fleet/values';
import type { CompiledStates } from '../compile-states.js';
import type { Chunk } from '../representations.js';
import { tagOf } from '../run/tag.js';
import type { ChunkResult, RunResult } from '../run/run-types.js';

/** A refused compile: every diagnostic as data. */
export function refusedCompile(diagnostics: readonly Diagnostic[]): FunctionResult {
  return new FunctionResult(diagnostics.map(plain), exitCodes.compile, 'errors');
}

function plain(diagnostic: Diagnostic): Value {
  return fromPlain(JSON.parse(JSON.stringify(diagnostic)) as Parameters<typeof fromPlain>[0]);
}

/** A run as Salt returns it, with what the compile warned about at the chunks that it is about. */
export function ranStates(run: RunResult, low: readonly Chunk[], warnings: readonly Diagnostic[]): FunctionResult {
  if (run.results.size === 0 && run.retcode === exitCodes.ok) {
    return new FunctionResult(
      new Map([['no_|-states_|-states_|-None', nothing(warnings.map(warningText))]]),
      run.retcode,
      'highstate',
    );
  }
  const places = new Map(low.map((chunk) => [tagOf(chunk), warnings.length > 0 ? chunk.at?.()?.file : undefined]));
  const first = [...run.results.keys()][0];
  const told = new Map<string, string[]>();
  for (const warning of warnings) {
    const tag =
      [...run.results.keys()].find((key) => places.get(key) !== undefined && places.get(key) === warning.at?.file) ??
      first;
    if (tag !== undefined) told.set(tag, [...(told.get(tag) ?? []), warningText(warning)]);
  }
  const results: ValueMap = new Map();
  for (const [tag, result] of run.results) results.set(tag, chunkValue(result, told.get(tag) ?? []));
  return new FunctionResult(results, run.retcode, 'highstate');
}

function warningText({ at, summary }: Diagnostic): string {
  return at ? `${formatPlace(at)}: ${summary}` : summary;
}

/** One chunk as Salt returns it. */
export function chunkValue(result: ChunkResult, compileWarnings: readonly string[] = []): ValueMap {
  const warnings = [...compileWarnings, ...result.warnings];
  return new Map<Value, Value>([
    ['name', result.name],
    ['result', result.result],
    ['comment', result.comment],
    ['changes', result.changes],
    ['__id__', result.id],
    ['__sls__', result.sls],
    ['__run_num__', result.position],
    ['start_time', `${new Date(result.started).toISOString().slice(11, 23)}000`],
    ['duration', float(Math.round(result.duration * 1_000) / 1_000)],
    ...(result.intended === undefined ? [] : ([['intended', result.intended]] as [Value, Value][])),
    ...(result.destroys ? ([['destroys', [...result.destroys]]] as [Value, Value][]) : []),
    ...(warnings.length > 0 ? ([['warnings', warnings]] as [Value, Value][]) : []),
    ...(result.skipped ? ([['skip_watch', true]] as [Value, Value][]) : []),
    ...(result.notRun ? ([['__state_ran__', false]] as [Value, Value][]) : []),
  ]);
}

/** Nothing applies to this minion: said as a chunk, so that it is seen. */
function nothing(warnings: readonly string[]): ValueMap {
  return new Map<Value, Value>([
    ['name', 'No States'],
    ['result', true],
    ['comment', warnings.length > 0 ? warnings.join('\n') : 'No states apply to this minion'],
    ['changes', new Map()],
    ['__run_num__', 0],
    ...(warnings.length > 0 ? ([['warnings', [...warnings]]] as [Value, Value][]) : []),
  ]);
}

export function topValue(compiled: CompiledStates): ValueMap {
  const environments: ValueMap = new Map();
  for (const { environment, sls } of compiled.top)
    environments.set(environment, [...((environments.get(environment) as Value[] | undefined) ?? []), sls]);
  return environments;
}

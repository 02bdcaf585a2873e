import { formatDiagnostic, type Outcome } from '@fleet/diagnostics';
import { defineFunction, FunctionResult, type FunctionContext, type FunctionDefinition } from '@fleet/execution';
import type { Host } from '@fleet/platform';
import { exitCodes } from '@fleet/protocol';
import type { Value } from '@fleet/values';
import { compileStates, type CompiledStates } from '../compile-states.js';
import type { CompileDepth, CompileRequest } from '../request.js';
import { refusedCompile, topValue } from './answers.js';
import { needed } from './apply.js';
import { IdExistsArguments, namesOf, ShowArguments, ShowSlsArguments } from './arguments.js';
import type { Engine } from './run.js';
import { highValue } from './show-high.js';
import { lowValue } from './show-low.js';
import { compileContextOf, compileOptionsOf } from './surroundings.js';

/** "Compile up to here and print": nothing is run, and a run that is going on is not disturbed. */
export function showingFunctions({ states }: Engine): FunctionDefinition[] {
  async function show(
    request: CompileRequest,
    depth: CompileDepth,
    print: (compiled: CompiledStates) => Value,
    host: Host,
    context: FunctionContext,
  ): Promise<FunctionResult> {
    const compiled = await compileStates(
      request,
      await compileContextOf(context, states, host, { applied: false }),
      depth,
    );
    if (!compiled.ok) return refusedCompile(compiled.diagnostics);
    const told = compiled.warnings.map(formatDiagnostic);
    for (const sentence of told) context.progress(sentence);
    return new FunctionResult(print(compiled.value), exitCodes.ok, 'nested', told);
  }
  const showHigh = (request: CompileRequest, host: Host, context: FunctionContext): Promise<FunctionResult> =>
    show(
      request,
      { until: 'high', asWritten: true },
      ({ high, sls }) => highValue(high, sls, request.exclude ?? []),
      host,
      context,
    );
  const showLow = (
    request: CompileRequest,
    asWritten: boolean,
    host: Host,
    context: FunctionContext,
  ): Promise<FunctionResult> =>
    show(request, { until: 'low', asWritten, foresee: true }, ({ turns }) => lowValue(turns, states), host, context);

  const showTop = defineFunction({
    name: 'state.show_top',
    doc: 'Which SLS the top files give this minion, by environment.',
    args: ShowArguments,
    example: 'state.show_top',
    looks: true,
    run: (host, want, context) =>
      show({ kind: 'highstate', ...compileOptionsOf(want) }, { until: 'top' }, topValue, host, context),
  });
  const showHighstate = defineFunction({
    name: 'state.show_highstate',
    doc: 'Every ID of the highstate with its states as the SLS say them, rendered.',
    args: ShowArguments,
    example: 'state.show_highstate',
    looks: true,
    run: (host, want, context) => showHigh({ kind: 'highstate', ...compileOptionsOf(want) }, host, context),
  });
  const showLowstate = defineFunction({
    name: 'state.show_lowstate',
    doc: 'The state calls of the highstate in the order in which they would run.',
    args: ShowArguments,
    example: 'state.show_lowstate',
    looks: true,
    run: (host, want, context) => showLow({ kind: 'highstate', ...compileOptionsOf(want) }, false, host, context),
  });
  const showSls = defineFunction({
    name: 'state.show_sls',
    doc: 'Every ID of some SLS files with its states as they say them, rendered.',
    args: ShowSlsArguments,
    example: 'state.show_sls cortensord',
    looks: true,
    run: (host, want, context) =>
      showHigh({ kind: 'sls', sls: needed(want.mods), ...compileOptionsOf(want) }, host, context),
  });
  const showLowSls = defineFunction({
    name: 'state.show_low_sls',
    doc: 'The state calls of some SLS files in order, before extend, exclude, use and *_in, as Salt shows them.',
    args: ShowSlsArguments,
    example: 'state.show_low_sls cortensord',
    looks: true,
    run: (host, want, context) =>
      showLow({ kind: 'sls', sls: needed(want.mods), ...compileOptionsOf(want) }, true, host, context),
  });
  const showStates = defineFunction({
    name: 'state.show_states',
    doc: 'Names of the SLS that a highstate would apply, in the order in which they have their first turn.',
    args: ShowArguments,
    example: 'state.show_states',
    looks: true,
    run: (host, want, context) =>
      show(
        { kind: 'highstate', ...compileOptionsOf(want) },
        { until: 'low' },
        ({ turns }) => [...new Set(turns.map(({ of }) => of.sls))],
        host,
        context,
      ),
  });
  const slsExists = defineFunction({
    name: 'state.sls_exists',
    doc: 'Whether all of some SLS files are there and can be rendered.',
    args: ShowSlsArguments,
    example: 'state.sls_exists cortensord,docker',
    run: async (host, want, context) =>
      told(
        await compileStates(
          { kind: 'sls', sls: needed(want.mods), ...compileOptionsOf(want) },
          await compileContextOf(context, states, host, { applied: false }),
          { until: 'high', asWritten: true },
        ),
        () => true,
      ),
  });
  const idExists = defineFunction({
    name: 'state.id_exists',
    doc: 'Whether some SLS files have all of some IDs.',
    args: IdExistsArguments,
    example: 'state.id_exists cortensord_unit cortensord',
    run: async (host, want, context) =>
      told(
        await compileStates(
          { kind: 'sls', sls: needed(want.mods), ...compileOptionsOf(want) },
          await compileContextOf(context, states, host, { applied: false }),
          { until: 'low', asWritten: true },
        ),
        ({ turns }) => namesOf(want.ids).every((id) => turns.some(({ of }) => of.id === id)),
      ),
  });
  return [
    ...[showTop, showHighstate, showLowstate, showSls, showLowSls],
    ...[showStates, slsExists, idExists],
  ] as FunctionDefinition[];
}

/** The answer to a question; of what does not compile it is no, with the reasons beside it. */
function told(compiled: Outcome<CompiledStates>, answer: (compiled: CompiledStates) => boolean): FunctionResult {
  if (compiled.ok) return new FunctionResult(answer(compiled.value), exitCodes.ok, 'nested');
  return new FunctionResult(false, exitCodes.ok, 'nested', compiled.diagnostics.map(formatDiagnostic));
}

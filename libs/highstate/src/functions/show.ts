import { defineFunction, FunctionResult, type FunctionContext, type FunctionDefinition } from '@fleet/execution';
import { exitCodes } from '@fleet/protocol';
import type { Value } from '@fleet/values';
import { compileStates, type CompiledStates } from '../compile-states.js';
import type { CompileRequest, Stage } from '../request.js';
import { highValue, lowValue, refusedCompile, topValue } from './answers.js';
import { needed } from './apply.js';
import { ShowArguments, ShowSlsArguments } from './arguments.js';
import type { Engine } from './run.js';
import { compileContextOf, compileOptionsOf } from './surroundings.js';

/** "Compile up to here and print": nothing is run, and a run that is going on is not disturbed. */
export function showingFunctions({ states }: Engine): FunctionDefinition[] {
  async function show(
    request: CompileRequest,
    until: Stage,
    print: (compiled: CompiledStates) => Value,
    context: FunctionContext,
  ): Promise<FunctionResult> {
    const compiled = await compileStates(request, await compileContextOf(context, states), { until });
    return compiled.ok
      ? new FunctionResult(print(compiled.value), exitCodes.ok, 'nested')
      : refusedCompile(compiled.diagnostics);
  }
  const showTop = defineFunction({
    name: 'state.show_top',
    doc: 'Which SLS the top files give this minion, by environment.',
    args: ShowArguments,
    example: 'state.show_top',
    run: (_host, want, context) => show({ kind: 'highstate', ...compileOptionsOf(want) }, 'top', topValue, context),
  });
  const showHighstate = defineFunction({
    name: 'state.show_highstate',
    doc: 'Every ID of the highstate with its states, rendered and merged.',
    args: ShowArguments,
    example: 'state.show_highstate',
    run: (_host, want, context) =>
      show({ kind: 'highstate', ...compileOptionsOf(want) }, 'high', ({ high }) => highValue(high), context),
  });
  const showLowstate = defineFunction({
    name: 'state.show_lowstate',
    doc: 'The state calls of the highstate in the order in which they would run.',
    args: ShowArguments,
    example: 'state.show_lowstate',
    run: (_host, want, context) =>
      show({ kind: 'highstate', ...compileOptionsOf(want) }, 'low', ({ low }) => lowValue(low), context),
  });
  const showSls = defineFunction({
    name: 'state.show_sls',
    doc: 'Every ID of some SLS files with its states, rendered and merged.',
    args: ShowSlsArguments,
    example: 'state.show_sls cortensord',
    run: (_host, want, context) =>
      show(
        { kind: 'sls', sls: needed(want.mods), ...compileOptionsOf(want) },
        'high',
        ({ high }) => highValue(high),
        context,
      ),
  });
  const showLowSls = defineFunction({
    name: 'state.show_low_sls',
    doc: 'The state calls of some SLS files in the order in which they would run.',
    args: ShowSlsArguments,
    example: 'state.show_low_sls cortensord',
    run: (_host, want, context) =>
      show(
        { kind: 'sls', sls: needed(want.mods), ...compileOptionsOf(want) },
        'low',
        ({ low }) => lowValue(low),
        context,
      ),
  });
  return [showTop, showHighstate, showLowstate, showSls, showLowSls] as FunctionDefinition[];
}

import { defineFunction, FunctionRefused, type FunctionDefinition } from '@fleet/execution';
import type { Value } from '@fleet/values';
import type { CompileRequest } from '../request.js';
import {
  ApplyArguments,
  HighstateArguments,
  namesOf,
  SingleArguments,
  SlsArguments,
  SlsIdArguments,
  TopArguments,
} from './arguments.js';
import { runRequest, type Engine } from './run.js';
import { compileOptionsOf } from './surroundings.js';

/** Functions that run states, one at a time under the engine's lock. */
export function runningFunctions(engine: Engine): FunctionDefinition[] {
  const apply = defineFunction({
    name: 'state.apply',
    doc: 'Apply SLS files, or the highstate when none is named.',
    args: ApplyArguments,
    example: 'state.apply cortensord test=True',
    out: 'highstate',
    run: (host, want, context) =>
      runRequest('state.apply', namedOrHighstate(want.mods, compileOptionsOf(want)), want, host, context, engine),
  });
  const test = defineFunction({
    name: 'state.test',
    doc: 'Say what state.apply would change.',
    args: ApplyArguments,
    example: 'state.test cortensord',
    out: 'highstate',
    run: (host, want, context) =>
      runRequest(
        'state.test',
        namedOrHighstate(want.mods, compileOptionsOf(want)),
        { ...want, test: true },
        host,
        context,
        engine,
      ),
  });
  const top = defineFunction({
    name: 'state.top',
    doc: 'Apply what a top file of another name gives this minion.',
    args: TopArguments,
    example: 'state.top canary_top.sls test=True',
    out: 'highstate',
    run: (host, want, context) =>
      runRequest(
        'state.top',
        { kind: 'highstate', top: want.topfn, ...compileOptionsOf(want) },
        want,
        host,
        context,
        engine,
      ),
  });
  const sls = defineFunction({
    name: 'state.sls',
    doc: 'Apply SLS files.',
    args: SlsArguments,
    example: 'state.sls cortensord,docker',
    out: 'highstate',
    run: (host, want, context) =>
      runRequest(
        'state.sls',
        { kind: 'sls', sls: needed(want.mods), ...compileOptionsOf(want) },
        want,
        host,
        context,
        engine,
      ),
  });
  const highstate = defineFunction({
    name: 'state.highstate',
    doc: 'Apply everything that the top files give this minion.',
    args: HighstateArguments,
    example: 'state.highstate test=True',
    out: 'highstate',
    run: (host, want, context) =>
      runRequest('state.highstate', { kind: 'highstate', ...compileOptionsOf(want) }, want, host, context, engine),
  });
  const slsId = defineFunction({
    name: 'state.sls_id',
    doc: 'Apply one ID of some SLS files, and what it waits for.',
    args: SlsIdArguments,
    example: 'state.sls_id cortensord_unit cortensord',
    out: 'highstate',
    run: (host, want, context) =>
      runRequest(
        'state.sls_id',
        { kind: 'id', id: want.id, sls: needed(want.mods), ...compileOptionsOf(want) },
        want,
        host,
        context,
        engine,
      ),
  });
  const single = defineFunction({
    name: 'state.single',
    doc: 'Apply one state that is given on the command line.',
    args: SingleArguments,
    example: "state.single file.managed /etc/motd contents='Welcome'",
    out: 'highstate',
    run: (host, want, context) =>
      runRequest(
        'state.single',
        { kind: 'single', function: want.fun, name: want.name, arguments: want.others, ...compileOptionsOf(want) },
        want,
        host,
        context,
        engine,
      ),
  });
  return [apply, test, sls, highstate, top, slsId, single] as FunctionDefinition[];
}

export function namedOrHighstate(
  mods: Value | undefined,
  options: ReturnType<typeof compileOptionsOf>,
): CompileRequest {
  const sls = namesOf(mods);
  return sls.length === 0 || (sls.length === 1 && sls[0] === 'highstate')
    ? { kind: 'highstate', ...options }
    : { kind: 'sls', sls, ...options };
}

export function needed(mods: Value | undefined): string[] {
  const sls = namesOf(mods);
  if (sls.length === 0) throw new FunctionRefused('bad-arguments', 'name at least one SLS');
  return sls;
}

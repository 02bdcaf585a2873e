import { cacheFolder, callFunction, type FunctionContext } from '@fleet/execution';
import { HostRefusal, type Host } from '@fleet/platform';
import type { StateDefinition } from '@fleet/states';
import { nodegroupsOf } from '@fleet/targeting';
import { mergeRecursive, type Value, type ValueMap } from '@fleet/values';
import type { CompileContext, CompileOptions } from '../request.js';
import type { RunContext } from '../run/run-types.js';
import { exclusionsOf, namesOf, type CompileWish, type RunWish } from './arguments.js';
import { askingHost, lookingHost } from './looking-host.js';

export function compileOptionsOf(want: CompileWish & Pick<RunWish, 'only_id' | 'exclude_id'>): CompileOptions {
  return {
    exclude: exclusionsOf(want.exclude),
    only: namesOf(want.only_id),
    except: namesOf(want.exclude_id),
    ...(want.saltenv !== undefined && { environment: want.saltenv }),
    ...(want.pillar && { pillar: want.pillar }),
  };
}

/** What a compile knows of the minion. Where nothing will be applied, templates may ask, but not touch the machine by way of functions. */
export async function compileContextOf(
  context: FunctionContext,
  states: ReadonlyMap<string, StateDefinition>,
  host: Host,
  { applied }: { applied: boolean },
): Promise<CompileContext> {
  const [tree, grains, pillar] = await Promise.all([context.tree(), context.grains(), context.pillar()]);
  const nodegroups = nodegroupsOf(context.opts);
  return {
    tree,
    grains,
    pillar,
    id: context.id,
    opts: context.opts,
    states,
    call: applied ? callOn(context, host) : callOn(withoutHands(context), askingHost(host, cacheFolder(context.opts))),
    functions: context.functions(),
    ...(context.refuses && { refuses: context.refuses }),
    ...(nodegroups && { nodegroups }),
  };
}

/** What a run knows of the minion. `over` is the pillar that was given for this run. */
export function runContextOf(
  compiled: CompileContext,
  context: FunctionContext,
  host: Host,
  options: { test: boolean; over: ValueMap | undefined },
): RunContext {
  const merged = (pillar: ValueMap): ValueMap =>
    options.over ? (mergeRecursive(pillar, options.over) as ValueMap) : pillar;
  return {
    id: context.id,
    jid: context.jid,
    tree: compiled.tree,
    grains: compiled.grains,
    pillar: merged(compiled.pillar),
    opts: context.opts,
    functions: context.functions(),
    call: options.test ? callOn(withoutHands(context), lookingHost(host)) : callOn(context, host),
    async reload(what) {
      await context.refresh(what);
      return what === 'grains' ? context.grains() : merged(await context.pillar());
    },
  };
}

/** Calls of execution functions that have that host alone, and so have those that they call in turn. */
function callOn(context: FunctionContext, host: Host): FunctionContext['call'] {
  const inner: FunctionContext = { ...context, call, nested: true };
  async function call(name: string, args: readonly Value[] = [], kwargs: ValueMap = new Map()): Promise<Value> {
    return (await callFunction(context.functions(), name, { positional: args, named: kwargs }, host, inner)).value;
  }
  return call;
}

/** What a daemon can do past the host (send, end jobs, run what is scheduled) is as forbidden in a dry run as what a host can. */
function withoutHands(context: FunctionContext): FunctionContext {
  return context.hands ? { ...context, hands: noHands } : context;
}

function noHands(): never {
  throw new HostRefusal('test-mode', 'this would do something beyond this machine, and nothing is done in a dry run');
}

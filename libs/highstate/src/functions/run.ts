import { FunctionRefused, type FunctionContext, type FunctionResult } from '@fleet/execution';
import { rememberingHost, type Host } from '@fleet/platform';
import type { StateDefinition } from '@fleet/states';
import type { Value, ValueMap } from '@fleet/values';
import { AppliedRun } from '../applied/applied-run.js';
import { compileStates } from '../compile-states.js';
import type { CompileRequest } from '../request.js';
import { foreseen } from '../run/foreseen.js';
import { runStates } from '../run/run-states.js';
import type { RunContext } from '../run/run-types.js';
import type { RunWish } from './arguments.js';
import { chunkValue, ranStates, refusedCompile } from './answers.js';
import { telling } from './telling.js';
import type { StateLock } from './state-lock.js';
import { compileContextOf, runContextOf } from './surroundings.js';
import { refuseDestruction, sparedChunks } from './destruction.js';

/** What the functions of one minion share. */
export interface Engine {
  readonly lock: StateLock;
  readonly states: ReadonlyMap<string, StateDefinition>;
}

/**
 * Compiles, and runs what compiled, while nobody else runs states here.
 * @throws FunctionRefused `busy`, with the jid that runs and since when; `confirmation-required`
 */
export async function runRequest(
  name: string,
  request: CompileRequest,
  want: RunWish,
  machine: Host,
  context: FunctionContext,
  engine: Engine,
): Promise<FunctionResult> {
  const release = want.concurrent ? undefined : await takeTurn(name, want.queue, context, engine.lock);
  try {
    const host = rememberingHost(machine);
    const test = want.test ?? context.opts.get('test') === true;
    const compileContext = await compileContextOf(context, engine.states, host, { applied: !test });
    const compiled = await compileStates(request, compileContext);
    if (!compiled.ok) return refusedCompile(compiled.diagnostics);
    const { low } = compiled.value;
    const named = request.kind === 'single' && context.nested !== true;
    const spares = test ? () => false : await sparedChunks(compiled.value, context);
    host.foresee(foreseen(low));
    const inRun = (dry: boolean): RunContext =>
      runContextOf(compileContext, context, host, { test: dry, over: want.pillar });
    // Whoever gives one state by its name has said what they want.
    if (!test && !named) await refuseDestruction(compiled.value, spares, host, inRun(true), context.signal);
    const applied = await AppliedRun.of(context, low);
    const run = await runStates(
      compiled.value.run,
      host,
      { ...inRun(test), ...(applied && { wishes: applied.wishes }) },
      {
        test,
        ...(!named && { spares }),
        failhard: want.failhard ?? context.opts.get('failhard') === true,
        signal: context.signal,
        ...telling(context),
        onResult: (tag, result) => {
          context.partial?.(tag, chunkValue(result));
          if (!test) applied?.done(tag, result);
        },
        onEvent: (tag) => context.progress(`event ${tag}`),
      },
    );
    if (!test) await applied?.end();
    return ranStates(test && applied ? await applied.judged(run) : run, low, compiled.warnings);
  } finally {
    await release?.();
  }
}

export async function takeTurn(
  name: string,
  queue: Value,
  context: FunctionContext,
  lock: StateLock,
): Promise<() => Promise<void>> {
  const waits = mayWait(queue, context.opts, lock.queue?.length ?? 0);
  const taken = await lock.acquire({ jid: context.jid, function: name }, { queue: waits, signal: context.signal });
  if (taken.ok) return taken.release;
  const { jid, since, function: running } = taken.holder;
  const when = new Date(since).toISOString();
  throw new FunctionRefused(
    'busy',
    `${running} (jid ${jid}) has been running states here since ${when}; wait for it, or give queue=True`,
    { jid, since, function: running },
  );
}

/** `queue=True`, or a number with fewer than so many waiting; without either, `state_queue` of the configuration. */
function mayWait(queue: Value, opts: ValueMap, waiting: number): boolean {
  const wish = queue === false || queue === null ? (opts.get('state_queue') ?? false) : queue;
  if (typeof wish === 'boolean') return wish;
  if (typeof wish === 'number' && wish >= 0) return waiting < wish;
  throw new FunctionRefused('bad-arguments', 'queue must be true, false or how many may wait');
}

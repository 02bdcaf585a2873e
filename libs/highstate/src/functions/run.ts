import { FunctionRefused, type FunctionContext, type FunctionResult } from '@fleet/execution';
import type { Host } from '@fleet/platform';
import type { StateDefinition } from '@fleet/states';
import { compileStates } from '../compile-states.js';
import type { CompileRequest } from '../request.js';
import { runStates } from '../run/run-states.js';
import type { RunWish } from './arguments.js';
import { ranStates, refusedCompile } from './answers.js';
import type { StateLock } from './state-lock.js';
import { compileContextOf, runContextOf } from './surroundings.js';

/** What the functions of one minion share. */
export interface Engine {
  readonly lock: StateLock;
  readonly states: ReadonlyMap<string, StateDefinition>;
}

/**
 * Compiles, and runs what compiled, while nobody else runs states here.
 * @throws FunctionRefused `busy`, with the jid that runs and since when.
 */
export async function runRequest(
  name: string,
  request: CompileRequest,
  want: RunWish,
  host: Host,
  context: FunctionContext,
  engine: Engine,
): Promise<FunctionResult> {
  const taken = await engine.lock.acquire(
    { jid: context.jid, function: name },
    { queue: want.queue, signal: context.signal },
  );
  if (!taken.ok) {
    const { jid, since, function: running } = taken.holder;
    const when = new Date(since).toISOString();
    throw new FunctionRefused(
      'busy',
      `${running} (jid ${jid}) has been running states here since ${when}; wait for it, or give queue=True`,
      { jid, since, function: running },
    );
  }
  try {
    const compileContext = await compileContextOf(context, engine.states);
    const compiled = await compileStates(request, compileContext);
    if (!compiled.ok) return refusedCompile(compiled.diagnostics);
    const test = want.test ?? context.opts.get('test') === true;
    const { low } = compiled.value;
    const run = await runStates(
      compiled.value.run,
      host,
      runContextOf(compileContext, context, host, { test, over: want.pillar }),
      {
        test,
        failhard: want.failhard ?? context.opts.get('failhard') === true,
        signal: context.signal,
        onProgress: ({ position, total, text }) => context.progress(`${position}/${total} ${text}`),
        onEvent: (tag) => context.progress(`event ${tag}`),
      },
    );
    return ranStates(run, low, compiled.warnings);
  } finally {
    await taken.release();
  }
}

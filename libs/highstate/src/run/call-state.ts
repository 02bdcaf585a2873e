import { setTimeout as delay } from 'node:timers/promises';
import { HostRefusal, type Host } from '@fleet/platform';
import { FunctionRefused } from '@fleet/execution';
import { pythonStr, RenderRefused } from '@fleet/rendering';
import { applyPlan, StepFailed, type Plan, type StateResult } from '@fleet/states';
import { checkedWant, knownArguments } from '../low/check-arguments.js';
import { fillSlots } from '../low/slots.js';
import type { ValueMap } from '@fleet/values';
import type { Chunk, Retry } from '../representations.js';
import { skipReason, succeeds } from './conditions.js';
import type { RunContext } from './run-types.js';
import { stateContext } from './state-context.js';
import { umaskedHost } from './umasked-host.js';

export interface CallOptions {
  readonly test: boolean;
  /** Nobody said yes to what it destroys. */
  readonly spare?: boolean;
  readonly signal: AbortSignal;
  readonly progress: (text: string) => void;
  /** Something that the chunk watches has changed. `only`: nothing but `mod_watch` is asked for, as for a listener. */
  readonly watch: 'no' | 'changed' | 'only';
  /** What it watches and has changed, as `module: id`. */
  readonly changedWatches?: readonly string[];
  /** What requires it, directly. */
  readonly neededBy?: () => readonly { readonly state: string; readonly name: string }[];
  /** Arguments whose slots an earlier look has filled. */
  readonly filled?: ValueMap;
}

export interface CalledState extends StateResult {
  readonly skipped: boolean;
  /** Its arguments, where they held slots. */
  readonly filled?: ValueMap;
}

/** One chunk with everything that the engine does around it: conditions, slots, retries, `mod_watch`, `check_cmd`. */
export async function callState(
  chunk: Chunk,
  host: Host,
  context: RunContext,
  options: CallOptions,
): Promise<CalledState> {
  const refused: { refusal?: HostRefusal } = {};
  const seen = options.test ? { ...context, call: noting(context.call, refused) } : context;
  const own = chunk.options.umask === undefined ? host : umaskedHost(host, chunk.options.umask);
  const called = await calledState(chunk, own, seen, options);
  return called.result === false && refused.refusal
    ? { ...called, result: null, comment: `cannot be foreseen: ${refused.refusal.message}` }
    : called;
}

async function calledState(chunk: Chunk, host: Host, context: RunContext, options: CallOptions): Promise<CalledState> {
  if (options.watch === 'only') return retried(chunk, options, () => attempt(chunk, host, context, options, true));
  const called = await retried(chunk, options, () => attempt(chunk, host, context, options, false));
  const watching = options.watch === 'changed' && called.changes.size === 0 && !called.skipped;
  if (!watching) return called;
  const filled = called.filled ? { ...options, filled: called.filled } : options;
  return retried(chunk, options, () => attempt(chunk, host, context, filled, true));
}

/** Once: conditions, then the state function or its `mod_watch`, then `check_cmd`, which has the last word. */
async function attempt(
  chunk: Chunk,
  host: Host,
  context: RunContext,
  options: CallOptions,
  watch: boolean,
): Promise<CalledState> {
  try {
    const reason = await whySkipped(chunk, host, context, options);
    if (typeof reason === 'object') return { ...reason, skipped: false };
    if (reason !== undefined) {
      const skipped = { result: true, comment: reason, changes: new Map(), warnings: [] };
      return { ...(await verified(chunk, host, skipped, options)), skipped: true };
    }
    const filled = chunk.want ? undefined : (options.filled ?? (await fillSlots(chunk.arguments, context.call)));
    const want = chunk.want ?? checkedWant(chunk.definition, filled as ValueMap);
    const { definition } = chunk;
    const plan = watch && definition.onWatch ? definition.onWatch : definition.plan;
    const result = await applied(
      plan.call(definition, host, want, stateContext(chunk, context, options)),
      host,
      options,
      chunk.options.expendable,
    );
    return { ...(await verified(chunk, host, result, options)), skipped: false, ...(filled && { filled }) };
  } catch (error) {
    return { ...failure(error), skipped: false };
  }
}

/** Remembers that test mode refused a call: what a template, a slot or a condition would have heard of it nobody can tell. */
function noting(call: RunContext['call'], into: { refusal?: HostRefusal }): RunContext['call'] {
  return async (name, args, kwargs) => {
    try {
      return await call(name, args, kwargs);
    } catch (error) {
      for (let at: unknown = error; at instanceof Error; at = at.cause)
        if (at instanceof HostRefusal && at.code === 'test-mode') into.refusal = at;
      throw error;
    }
  };
}

/** In test mode a condition may look at what an earlier chunk would only have made: then nobody can tell, and that is no failure. */
async function whySkipped(
  chunk: Chunk,
  host: Host,
  context: RunContext,
  options: CallOptions,
): Promise<string | undefined | StateResult> {
  try {
    return await skipReason(chunk, host, context, options.signal);
  } catch (error) {
    if (!options.test || !(error instanceof HostRefusal)) throw error;
    return {
      result: null,
      comment: `would run, unless its conditions say no, which cannot be asked yet: ${error.message}`,
      changes: new Map(),
      warnings: [],
    };
  }
}

async function applied(
  plan: Promise<Plan>,
  host: Host,
  options: CallOptions,
  expendable: boolean,
): Promise<StateResult> {
  try {
    const spare = options.spare === true && !expendable;
    const { destroys, ...result } = await applyPlan(await plan, host, { test: options.test, spare });
    return { ...result, ...(destroys && !expendable && { destroys }) };
  } catch (error) {
    return failure(error);
  }
}

/** What stops one chunk must not stop the run: what the machine answered, and even a defect of ours, is that chunk's result. */
function failure(error: unknown): StateResult {
  const changes = error instanceof StepFailed ? error.changes : new Map();
  const expected =
    error instanceof HostRefusal ||
    error instanceof StepFailed ||
    error instanceof RenderRefused ||
    error instanceof FunctionRefused ||
    error instanceof SyntaxError;
  const text = error instanceof Error ? error.message : String(error);
  return {
    result: false,
    comment: expected ? text : `this is a defect of fleet: ${error instanceof Error ? (error.stack ?? text) : text}`,
    changes,
    warnings: [],
  };
}

/** `retry`: again until the result is as wanted, with what every attempt said. A dry run says only that it would. */
async function retried(
  chunk: Chunk,
  options: CallOptions,
  attempted: () => Promise<CalledState>,
): Promise<CalledState> {
  const { retry } = chunk.options;
  let called = await attempted();
  if (!retry) return called;
  if (options.test) return { ...called, comment: [called.comment, wouldRetry(retry)].join('  ') };
  const said: string[] = [];
  for (let count = 1; count < retry.attempts && called.result !== retry.until && !options.signal.aborted; count += 1) {
    said.push(
      `Attempt ${count}: Returned a result of "${pythonStr(called.result)}", with the following comment: "${called.comment}"`,
    );
    options.progress(`${chunk.definition.name} ${chunk.id}: attempt ${count} failed, next in ${retry.interval} s`);
    await pause((retry.interval + Math.random() * retry.splay) * 1_000, options.signal);
    called = await attempted();
  }
  return said.length === 0 ? called : { ...called, comment: [...said, called.comment].join('\n') };
}

function wouldRetry({ attempts, until, interval, splay }: Retry): string {
  return `The state would be retried every ${interval} seconds (with a splay of up to ${splay} seconds) a maximum of ${attempts} times or until a result of ${pythonStr(until)} is returned`;
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await delay(milliseconds, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** `check_cmd` has the last word on a state that has run. */
async function verified(chunk: Chunk, host: Host, result: StateResult, options: CallOptions): Promise<StateResult> {
  const { checkCommand } = chunk.options;
  if (checkCommand.length === 0 || options.test) return result;
  // A state that takes it for itself (`file.managed`) asks before it puts anything in place.
  if (knownArguments(chunk.definition).has('check_cmd')) return result;
  for (const command of checkCommand) {
    if (!(await succeeds(command, chunk, host, options.signal))) {
      return { ...result, result: false, comment: 'check_cmd determined the state failed' };
    }
  }
  return { ...result, result: true, comment: 'check_cmd determined the state succeeded' };
}

import { callFunction, FunctionRefused, type FunctionContext, type FunctionResult } from '@fleet/execution';
import type { Host } from '@fleet/platform';
import { exitCodes, type Fault, type FaultCode } from '@fleet/protocol';
import { RenderRefused } from '@fleet/rendering';
import type { Value, ValueMap } from '@fleet/values';
import type { Functions } from './functions.js';
import { JobGoesOn } from './goes-on.js';
import { machineTrouble } from './machine-trouble.js';
import type { Outcome } from './outcome.js';
import { PillarRefused } from './pillar-refused.js';
import { JobEnded } from './running-jobs.js';

export interface Call {
  readonly name: string;
  readonly args: readonly Value[];
  readonly kwargs: ValueMap;
}

/** Runs one function by name, its room loaded first where that is needed. @throws as `callFunction` of room execution. */
export async function callByName(
  { name, args, kwargs }: Call,
  functions: Functions,
  host: Host,
  context: FunctionContext,
): Promise<FunctionResult> {
  return callFunction(await functions.tableFor(name), name, { positional: args, named: kwargs }, host, context);
}

/** The same as an outcome: every "no" becomes a fault with its exit code. What is left to throw is a defect of ours. */
export async function runFunction(
  call: Call,
  functions: Functions,
  host: Host,
  context: FunctionContext,
): Promise<Outcome> {
  try {
    const { value, retcode, out, told } = await callByName(call, functions, host, context);
    return { value, retcode, ...(out && { out }), ...(told.length > 0 && { told }) };
  } catch (error) {
    if (error instanceof JobGoesOn) throw error;
    const outcome = refusalOf(error, context.signal);
    if (!outcome) throw error;
    return outcome;
  }
}

const retcodes: Partial<Record<FaultCode, number>> = {
  'unknown-function': exitCodes.usage,
  'bad-arguments': exitCodes.usage,
  'compile-failed': exitCodes.compile,
  'pillar-failed': exitCodes.compile,
  'not-allowed': exitCodes.notAllowed,
  disabled: exitCodes.notAllowed,
  'confirmation-required': exitCodes.aborted,
  interrupted: exitCodes.aborted,
};

function refusalOf(error: unknown, signal: AbortSignal): Outcome | undefined {
  if (error instanceof PillarRefused)
    return refused('pillar-failed', error.message, { diagnostics: error.diagnostics });
  if (error instanceof RenderRefused)
    return refused('compile-failed', error.message, { diagnostics: error.diagnostics });
  if (error instanceof FunctionRefused) {
    // A function that only says "no" has done what it could: that is a plain failure with a sentence.
    if (error.code === 'failed') return { value: error.message, retcode: exitCodes.failed, out: 'txt' };
    return refused(error.code, error.message, error.details);
  }
  if (signal.reason instanceof JobEnded) return refused('interrupted', `${signal.reason.message} while it ran`);
  if (signal.aborted) return refused('interrupted', 'the minion was told to stop while this job ran');
  const trouble = machineTrouble(error);
  return trouble === undefined ? undefined : refused('unavailable', trouble);
}

function refused(code: FaultCode, message: string, details?: unknown): Outcome {
  const fault: Fault = { code, message, ...(details !== undefined && { details }) };
  const diagnostics = code === 'compile-failed' || code === 'pillar-failed';
  return { fault, retcode: retcodes[code] ?? exitCodes.failed, ...(diagnostics && { out: 'errors' as const }) };
}

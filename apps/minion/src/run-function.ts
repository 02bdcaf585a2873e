import { parseArguments, type ArgumentProblem } from '@fleet/arguments';
import { nearMatch } from '@fleet/diagnostics';
import { FunctionRefused, FunctionResult, type FunctionContext, type FunctionDefinition } from '@fleet/execution';
import { HostRefusal, type Host } from '@fleet/platform';
import { exitCodes, type Fault, type FaultCode } from '@fleet/protocol';
import { RenderRefused } from '@fleet/rendering';
import type { Value, ValueMap } from '@fleet/values';
import type { Functions } from './functions.js';
import type { Outcome } from './outcome.js';
import { PillarRefused } from './pillar-refused.js';

export interface Call {
  readonly name: string;
  readonly args: readonly Value[];
  readonly kwargs: ValueMap;
}

/**
 * Runs one function by name.
 * @throws FunctionRefused for an unknown name, arguments that do not fit, or the function's own "no"; HostRefusal for the machine's.
 */
export async function callFunction(call: Call, functions: Functions, host: Host, context: FunctionContext): Promise<Value | FunctionResult> {
  const definition = await functions.find(call.name);
  if (!definition) throw unknownFunction(call.name, functions.loaded.keys());
  const parsed = parseArguments(definition.args, { positional: call.args, named: call.kwargs });
  if (!parsed.ok) throw badArguments(definition, parsed.problems);
  return definition.run(host, parsed.want, context);
}

/** The same as an outcome: every "no" becomes a fault with its exit code. What is left to throw is a defect of ours. */
export async function runFunction(call: Call, functions: Functions, host: Host, context: FunctionContext): Promise<Outcome> {
  try {
    const answer = await callFunction(call, functions, host, context);
    const usual = functions.loaded.get(call.name)?.out;
    if (answer instanceof FunctionResult) return { value: answer.value, retcode: answer.retcode, ...withOut(answer.out ?? usual) };
    return { value: answer, retcode: exitCodes.ok, ...withOut(usual) };
  } catch (error) {
    const refusal = refusalOf(error, context.signal);
    if (!refusal) throw error;
    return refusal;
  }
}

const retcodes: Partial<Record<FaultCode, number>> = {
  'unknown-function': exitCodes.usage,
  'bad-arguments': exitCodes.usage,
  'compile-failed': exitCodes.compile,
  'pillar-failed': exitCodes.compile,
  'not-allowed': exitCodes.notAllowed,
  interrupted: exitCodes.aborted,
};

function refusalOf(error: unknown, signal: AbortSignal): Outcome | undefined {
  if (error instanceof PillarRefused) return refused('pillar-failed', error.message, { diagnostics: error.diagnostics });
  if (error instanceof RenderRefused) return refused('compile-failed', error.message, { diagnostics: error.diagnostics });
  if (error instanceof FunctionRefused) {
    // A function that only says "no" has done what it could: that is a plain failure with a sentence.
    if (error.code === 'failed') return { value: error.message, retcode: exitCodes.failed, out: 'txt' };
    return refused(error.code, error.message, error.details);
  }
  if (error instanceof HostRefusal) {
    const code: FaultCode = notFound.has(error.code) ? 'not-found' : error.code === 'EACCES' || error.code === 'EPERM' ? 'not-allowed' : 'unavailable';
    return { fault: { code, message: error.message, details: { host: error.code, ...error.fields } }, retcode: exitCodes.failed };
  }
  if (signal.aborted) return refused('interrupted', 'the minion was told to stop while this job ran');
  return undefined;
}

const notFound: ReadonlySet<string> = new Set(['ENOENT', 'unit-not-found', 'package-not-found']);

function refused(code: FaultCode, message: string, details?: unknown): Outcome {
  const fault: Fault = { code, message, ...(details !== undefined && { details }) };
  const diagnostics = code === 'compile-failed' || code === 'pillar-failed';
  return { fault, retcode: retcodes[code] ?? exitCodes.failed, ...(diagnostics && { out: 'errors' as const }) };
}

function withOut<T>(out: T | undefined): { out?: T } {
  return out === undefined ? {} : { out };
}

function unknownFunction(name: string, known: Iterable<string>): FunctionRefused {
  const near = nearMatch(name, known);
  const hint = near ? `; did you mean ${near}?` : '; sys.list_functions lists those there are';
  return new FunctionRefused('unknown-function', `there is no function ${name}${hint}`, near && { suggestion: near });
}

function badArguments(definition: FunctionDefinition, problems: readonly ArgumentProblem[]): FunctionRefused {
  const sentences = problems.map((problem) => problem.message).join('; ');
  return new FunctionRefused('bad-arguments', `${definition.name}: ${sentences} (for example: ${definition.example})`, { problems });
}

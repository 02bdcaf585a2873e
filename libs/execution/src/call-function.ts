import { describeArguments, parseArguments, type GivenArguments } from '@fleet/arguments';
import { nearMatch } from '@fleet/diagnostics';
import { HostRefusal, type Host } from '@fleet/platform';
import type { Value } from '@fleet/values';
import {
  FunctionRefused,
  FunctionResult,
  type FunctionContext,
  type FunctionDefinition,
  type Known,
} from './definition.js';

/**
 * The one way to a function: finds it, fits its arguments, runs it, and turns what the machine refused into a refusal with a
 * sentence.
 * @throws FunctionRefused `unknown-function` (with the near match), `bad-arguments` (`details` holds every ArgumentProblem), or
 * whatever the function refuses. Any other error is a defect of ours and passes through.
 */
export async function callFunction(
  table: ReadonlyMap<string, FunctionDefinition>,
  name: string,
  given: GivenArguments,
  host: Host,
  context: FunctionContext,
): Promise<FunctionResult> {
  const definition = table.get(name);
  if (!definition) throw unknownFunction(name, table.keys());
  const want = wantOf(definition, given);
  try {
    const answer = await definition.run(host, want, context);
    return answer instanceof FunctionResult ? answer : new FunctionResult(answer, 0, definition.out);
  } catch (cause) {
    if (cause instanceof HostRefusal) throw refusedByHost(cause);
    throw cause;
  }
}

/**
 * The answer of a function that needs no hands, at once; `undefined` for any other.
 * @throws FunctionRefused as `callFunction`
 */
export function callNow(
  table: ReadonlyMap<string, FunctionDefinition>,
  name: string,
  given: GivenArguments,
  known: Known,
): Value | undefined {
  const definition = table.get(name);
  return definition?.now && definition.now(wantOf(definition, given), known);
}

function unknownFunction(name: string, known: Iterable<string>): FunctionRefused {
  const suggestion = nearMatch(name, known);
  return new FunctionRefused(
    'unknown-function',
    `there is no function ${name}${suggestion ? `; did you mean ${suggestion}?` : ''}`,
    { name, suggestion },
  );
}

function wantOf(definition: FunctionDefinition, given: GivenArguments): object {
  const parsed = parseArguments(definition.args, given);
  if (parsed.ok) return parsed.want;
  const sentences = parsed.problems.map((problem) => problem.message).join('; ');
  throw new FunctionRefused(
    'bad-arguments',
    `${definition.name}: ${sentences} (usage: ${usage(definition)})`,
    parsed.problems,
  );
}

/** `service.restart NAME [no_block=…]` */
export function usage(definition: FunctionDefinition): string {
  const words = describeArguments(definition.args).map((argument) => {
    if (argument.name.startsWith('*')) return argument.name.startsWith('**') ? '[KEY=VALUE …]' : '[VALUE …]';
    return argument.required ? argument.name.toUpperCase() : `[${argument.name}=…]`;
  });
  return [definition.name, ...words].join(' ');
}

function refusedByHost(cause: HostRefusal): FunctionRefused {
  const code =
    cause.code === 'ENOENT' || cause.code.endsWith('-not-found')
      ? 'not-found'
      : cause.code === 'EACCES' || cause.code === 'EPERM'
        ? 'not-allowed'
        : cause.code === 'disabled'
          ? 'disabled'
          : 'failed';
  return new FunctionRefused(code, cause.message, { code: cause.code, ...cause.fields }, { cause });
}

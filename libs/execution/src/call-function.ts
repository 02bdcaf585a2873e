import { describeArguments, parseArguments, type GivenArguments } from '@fleet/arguments';
import { nearMatch } from '@fleet/diagnostics';
import { HostRefusal, type Host } from '@fleet/platform';
import { FunctionRefused, FunctionResult, type FunctionContext, type FunctionDefinition } from './definition.js';

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
  if (!definition) {
    const suggestion = nearMatch(name, table.keys());
    throw new FunctionRefused(
      'unknown-function',
      `there is no function ${name}${suggestion ? `; did you mean ${suggestion}?` : ''}`,
      { name, suggestion },
    );
  }
  const parsed = parseArguments(definition.args, given);
  if (!parsed.ok) {
    const sentences = parsed.problems.map((problem) => problem.message).join('; ');
    throw new FunctionRefused('bad-arguments', `${name}: ${sentences} (usage: ${usage(definition)})`, parsed.problems);
  }
  try {
    const answer = await definition.run(host, parsed.want, context);
    return answer instanceof FunctionResult ? answer : new FunctionResult(answer, 0, definition.out);
  } catch (cause) {
    if (cause instanceof HostRefusal) throw refusedByHost(cause);
    throw cause;
  }
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
        : 'failed';
  return new FunctionRefused(code, cause.message, { code: cause.code, ...cause.fields }, { cause });
}

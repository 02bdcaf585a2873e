import { HostRefusal, type CommandOptions, type CommandResult, type Host, type HostView } from '@fleet/platform';
import { StepFailed, type Plan, type StateContext } from './definition.js';

type Words = readonly [string, ...string[]];

/** Runs a program that touches. @throws StepFailed with its own last words. */
export async function runTool(host: Host, words: Words, options: CommandOptions = {}): Promise<string> {
  const result = await host.commands.run(words, options);
  if (result.exitCode !== 0) throw new StepFailed(lastWords(result) || `${words[0]} ended with ${result.exitCode}`);
  return result.stdout;
}

/** What a looking program answers; `undefined` where the machine has no such program. */
export async function askTool(
  host: HostView,
  words: Words,
  options: CommandOptions = {},
): Promise<CommandResult | undefined> {
  try {
    return await host.commands.probe(words, options);
  } catch (cause) {
    if (cause instanceof HostRefusal && cause.code === 'ENOENT') return undefined;
    throw cause;
  }
}

/** The plan of a state whose program is missing. In a dry run an earlier state may be what brings it. */
export function withoutTool(program: string, context: StateContext): Plan {
  const sentence = `this machine has no ${program}`;
  return context.test
    ? { verdict: null, comment: `${sentence}: an earlier state may bring it` }
    : { impossible: sentence };
}

export function lastWords(result: CommandResult): string {
  return (result.stderr || result.stdout).trim().split('\n').slice(-3).join('\n');
}

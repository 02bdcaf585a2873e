import type { CommandOptions, CommandResult, HostView } from '@fleet/platform';
import { FunctionRefused } from '../definition.js';

/** What a program that only looks prints. @throws FunctionRefused `failed` with its own last words */
export async function lookWith(
  host: HostView,
  words: readonly [string, ...string[]],
  options: CommandOptions = {},
): Promise<string> {
  return printed(words[0], await host.commands.probe(words, options));
}

export function printed(program: string, result: CommandResult): string {
  if (result.exitCode === 0) return result.stdout;
  throw new FunctionRefused('failed', result.stderr.trim() || `${program} ended with ${result.exitCode}`);
}

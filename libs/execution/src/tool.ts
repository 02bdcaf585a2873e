import type { CommandOptions, CommandResult, Host, HostView } from '@fleet/platform';
import { FunctionRefused } from './definition.js';

type Words = readonly [string, ...string[]];

/**
 * Runs a program that touches; answers what it printed.
 * @throws FunctionRefused `failed` with its own last words, `timeout`
 */
export async function runTool(host: Host, words: Words, options: CommandOptions = {}): Promise<string> {
  return printed(words, await host.commands.run(words, options));
}

/**
 * What a looking program prints.
 * @throws FunctionRefused as `runTool`
 */
export async function askTool(host: HostView, words: Words, options: CommandOptions = {}): Promise<string> {
  return printed(words, await host.commands.probe(words, options));
}

function printed(words: Words, result: CommandResult): string {
  if (result.timedOut) throw new FunctionRefused('timeout', `${words[0]} took longer than it may, and was ended`);
  if (result.exitCode !== 0 || result.signal !== undefined)
    throw new FunctionRefused('failed', lastWords(result) || `${words[0]} ended with ${result.exitCode}`);
  return result.stdout;
}

export function lastWords(result: CommandResult): string {
  return (result.stderr || result.stdout).trim().split('\n').slice(-3).join('\n');
}

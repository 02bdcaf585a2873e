import type { CommandOptions, Host } from '@fleet/platform';
import type { Value } from '@fleet/values';
import { FunctionRefused } from '../definition.js';

/** `a,b` or a list. */
export function namesOf(given: Value | undefined): string[] {
  if (given === undefined || given === null) return [];
  const names = Array.isArray(given) ? given.map(String) : String(given).split(',');
  return names.map((name) => name.trim()).filter((name) => name !== '');
}

/** The words of options as typed, the first with its dash. */
export function optionWords(options: string | undefined): string[] {
  const words = (options ?? '').split(/\s+/).filter((word) => word !== '');
  return words.map((word, index) => (index === 0 && !word.startsWith('-') ? `-${word}` : word));
}

/** What the program prints, line by line. @throws FunctionRefused `failed` with its own last words, `not-found` where there is no such program */
export async function runArchiver(
  host: Host,
  words: readonly [string, ...string[]],
  options: CommandOptions = {},
): Promise<string[]> {
  if ((await host.commands.which(words[0])) === undefined)
    throw new FunctionRefused('not-found', `this machine has no ${words[0]}; the package of that name brings it`);
  const result = await host.commands.run(words, options);
  if (result.exitCode !== 0) {
    const said = (result.stderr || result.stdout).trim().split('\n').slice(-3).join('\n');
    throw new FunctionRefused('failed', `${words[0]} ended with ${result.exitCode}: ${said}`);
  }
  return result.all.split('\n').filter((line) => line !== '');
}

import type { CommandOptions, CommandResult, Host, HostView } from '@fleet/platform';
import { pythonStr } from '@fleet/rendering';
import type { ValueMap } from '@fleet/values';
import { FunctionRefused, type FunctionContext } from './definition.js';
import { withoutCredentials } from './without-credentials.js';

type Words = readonly [string, ...string[]];

/** As which account, where, and with which variables a packager of a language runs. */
export interface ToolPlace {
  readonly runas?: string | undefined;
  readonly cwd?: string | undefined;
  readonly env?: ValueMap | undefined;
}

/** Downloads and builds take their time; a question on a terminal would be waited for in vain. */
export function toolOptions(place: ToolPlace, context: FunctionContext): CommandOptions {
  const env = Object.fromEntries([...(place.env ?? [])].map(([key, value]) => [String(key), pythonStr(value)]));
  return {
    timeout: 1_800_000,
    signal: context.signal,
    outputLimit: 16 * 1024 * 1024,
    env,
    ...(place.runas === undefined ? {} : { runas: place.runas }),
    ...(place.cwd === undefined ? {} : { cwd: place.cwd }),
  };
}

export async function runPackager(
  host: Host,
  words: Words,
  place: ToolPlace,
  context: FunctionContext,
): Promise<CommandResult> {
  return finished(words, await host.commands.run(words, toolOptions(place, context)));
}

export async function askPackager(
  host: HostView,
  words: Words,
  place: ToolPlace,
  context: FunctionContext,
): Promise<CommandResult> {
  return finished(words, await host.commands.probe(words, toolOptions(place, context)));
}

function finished(words: Words, result: CommandResult): CommandResult {
  if (result.timedOut) throw new FunctionRefused('timeout', `${words[0]} took longer than half an hour, and was ended`);
  if (result.signal !== undefined) throw new FunctionRefused('failed', `${words[0]} was ended by ${result.signal}`);
  return result;
}

/** What to tell of a failure: the lines that say what is wrong, else the last ones. */
export function failureOf(result: CommandResult, telling: RegExp): string {
  const lines = (result.stderr || result.stdout).trim().split('\n');
  const told = lines.filter((line) => telling.test(line));
  return withoutCredentials((told.length > 0 ? told.slice(0, 4) : lines.slice(-4)).join('\n'));
}

/** @throws FunctionRefused where a word would be read as an option, or would end its line */
export function demandWords(argument: string, words: readonly string[]): void {
  for (const word of words)
    if (word.trim() === '' || word.startsWith('-') || /[\x00-\x1f\x7f]/.test(word))
      throw new FunctionRefused(
        'bad-arguments',
        `\`${argument}\`: ${JSON.stringify(word)} is not the name of a package`,
      );
}

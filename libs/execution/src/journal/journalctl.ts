import type { Host } from '@fleet/platform';
import { FunctionRefused } from '../definition.js';
import { lastWords } from '../tool.js';
import type { JournalArgs } from './journal.args.js';

/** What is kept of an answer: an entry of the journal may be long. */
const outputLimit = 8 * 1024 * 1024;

/** Every wish is one word with its value in it: nothing that is given can be read as another option. */
export function wordsOf(want: JournalArgs): string[] {
  const priority = want.priority?.trim();
  if (priority !== undefined && !/^(?:[a-z]+|[0-7])(?:\.\.(?:[a-z]+|[0-7]))?$/.test(priority))
    throw new FunctionRefused('bad-arguments', `${priority} is no priority of the journal`);
  const named = {
    since: want.since,
    until: want.until,
    priority,
    grep: want.grep,
    boot: want.boot,
    identifier: want.identifier,
  };
  return [
    ...(want.unit ?? []).map((unit) => `--unit=${unit}`),
    ...Object.entries(named).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}=${value}`])),
  ];
}

/** @throws FunctionRefused `failed` with the last words of journalctl */
export async function journalctl(host: Host, words: readonly string[]): Promise<string> {
  const command = ['journalctl', '--no-pager', ...words] as const;
  const options = { outputLimit, timeout: 120_000 };
  const result = await host.commands.probe(command, options);
  if (result.timedOut) throw new FunctionRefused('timeout', 'the journal took too long to be read: ask for less of it');
  if (result.truncated) throw new FunctionRefused('failed', 'the journal answers more than 8 MiB: ask for fewer lines');
  // With nothing that matches a pattern, it ends with 1 and says nothing.
  if (result.exitCode !== 0 && !(result.exitCode === 1 && result.stderr.trim() === ''))
    throw new FunctionRefused('failed', lastWords(result) || `journalctl ended with ${result.exitCode}`);
  return result.stdout;
}

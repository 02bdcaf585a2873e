import type { CommandResult, Host, HostView } from '@fleet/platform';
import { FunctionRefused } from '../definition.js';
import { lastWords } from '../tool.js';

const options = { timeout: 60_000 };

/** @throws FunctionRefused with ufw's own words */
export async function runUfw(host: Host, ...words: string[]): Promise<string> {
  await demandUfw(host);
  return printed(await host.commands.run(['ufw', ...words], options));
}

/** Only with words that change nothing: `status`, `show added`, `--dry-run …`. */
export async function askUfw(host: HostView, ...words: string[]): Promise<string> {
  await demandUfw(host);
  return printed(await host.commands.probe(['ufw', ...words], options));
}

export async function demandUfw(host: HostView): Promise<void> {
  if ((await host.commands.which('ufw')) === undefined)
    throw new FunctionRefused('not-found', 'this machine has no ufw: install the package ufw');
}

function printed(result: CommandResult): string {
  if (result.timedOut) throw new FunctionRefused('timeout', 'ufw took longer than a minute, and was ended');
  if (result.exitCode === 0) return result.stdout;
  // Behind what it takes for bad syntax it prints all its help.
  const sentence = /^ERROR: (.*)$/m.exec(`${result.stderr}\n${result.stdout}`)?.[1] ?? lastWords(result);
  throw new FunctionRefused('failed', `ufw: ${sentence || `it ended with ${result.exitCode}`}`);
}

import type { Host, HostView } from '@fleet/platform';
import { FunctionRefused } from '../definition.js';
import { askTool, runTool } from '../tool.js';

const options = { timeout: 60_000 };

/** @throws FunctionRefused with ufw's own words */
export async function runUfw(host: Host, ...words: string[]): Promise<string> {
  await demandUfw(host);
  return told(() => runTool(host, ['ufw', ...words], options));
}

/** Only with words that change nothing: `status`, `show added`, `--dry-run …`. */
export async function askUfw(host: HostView, ...words: string[]): Promise<string> {
  await demandUfw(host);
  return told(() => askTool(host, ['ufw', ...words], options));
}

export async function demandUfw(host: HostView): Promise<void> {
  if ((await host.commands.which('ufw')) === undefined)
    throw new FunctionRefused('not-found', 'this machine has no ufw: install the package ufw');
}

/** Its words begin with ERROR, and for what it takes for bad syntax it prints all its help. */
async function told(run: () => Promise<string>): Promise<string> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof FunctionRefused)) throw error;
    const sentence = /^ERROR: (.*)$/m.exec(error.message)?.[1];
    throw new FunctionRefused(error.code, `ufw: ${sentence ?? error.message}`, undefined, { cause: error });
  }
}

import type { Host } from '@fleet/platform';
import { FunctionRefused } from '../definition.js';
import { lastWords } from '../tool.js';
import { bytesIn } from './size.js';

/** Has the journal rotated first: what is being written now is never removed. Answers what every directory of it freed, in bytes. */
export async function freed(host: Host, wish: string): Promise<number> {
  const result = await host.commands.run(['journalctl', '--no-pager', '--rotate', wish], { timeout: 300_000 });
  if (result.exitCode !== 0)
    throw new FunctionRefused('failed', lastWords(result) || `journalctl ended with ${result.exitCode}`);
  const lines = result.all.split('\n').filter((line) => line.startsWith('Vacuuming done'));
  return lines.reduce((sum, line) => sum + (bytesIn(line) ?? 0), 0);
}

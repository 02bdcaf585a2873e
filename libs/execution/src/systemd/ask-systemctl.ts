import type { HostView } from '@fleet/platform';
import { FunctionRefused } from '../definition.js';
import { askTool } from '../tool.js';

/**
 * What a looking systemctl prints.
 * @throws FunctionRefused `failed` with its words, or where the machine was not booted with systemd
 */
export async function askSystemctl(host: HostView, ...words: readonly string[]): Promise<string> {
  if (host.services.suits() === 'no') throw new FunctionRefused('failed', 'this machine has no systemd to ask');
  return askTool(host, ['systemctl', '--no-pager', ...words], { outputLimit: 16 * 1024 * 1024 });
}

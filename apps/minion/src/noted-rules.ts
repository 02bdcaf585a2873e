import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FunctionRules } from '@fleet/config';
import type { Logger } from '@fleet/telemetry';
import { replaceFile } from './durable-file.js';

/**
 * Says in the machine's own journal what its owner forbids, and when that is another thing than at the last start. States run as root and may
 * write the configuration; what they cannot do is have the daemon take it on in silence.
 */
export async function noteRules(home: string, rules: FunctionRules, log: Pick<Logger, 'info' | 'warn'>): Promise<void> {
  const file = join(home, 'function-rules.json');
  const now = JSON.stringify({ disabled: rules.disabled.globs, allowed: rules.allowed?.globs });
  const before = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  const unrestricted = rules.disabled.globs.length === 0 && !rules.allowed;
  if (!unrestricted) log.info({ rules }, 'this minion does not run everything');
  if (before === now) return;
  if (before !== undefined) log.warn({ before, now }, 'what this minion may run is not what it was at the last start');
  await replaceFile(file, now, { durable: true });
}

import type { Host } from '@fleet/platform';
import { FunctionRefused } from '../definition.js';

/**
 * Asks logrotate itself, without rotating anything, whether it finds more wrong with the new text than with the old one. A machine
 * without logrotate takes it as it is.
 */
export async function mustBeUnderstood(host: Host, path: string, before: string, after: string): Promise<void> {
  if (!(await host.commands.which('logrotate'))) return;
  const known = await complaints(host, before);
  const fresh = (await complaints(host, after)).filter((line) => !known.includes(line));
  if (fresh.length > 0)
    throw new FunctionRefused('failed', `${path} is left as it is, for logrotate says: ${fresh.join('; ')}`);
}

/** `unknown option 'rotat' -- ignoring line`, without the place: lines move. */
async function complaints(host: Host, text: string): Promise<string[]> {
  return host.files.withScratch(async (folder) => {
    const file = `${folder}/logrotate.conf`;
    // What is included is not what changes, and is looked at by itself when it does.
    await host.files.write(file, text.replace(/^\s*include\b.*$/gm, ''), { mode: 0o600 });
    const words = ['logrotate', '--debug', `--state=${folder}/state`, file] as const;
    const { stderr } = await host.commands.probe(words, { timeout: 60_000 });
    const told = new RegExp(`^error: ${file.replaceAll('.', '\\.')}:\\d+ (.*)$`);
    return stderr.split('\n').flatMap((line) => told.exec(line)?.[1] ?? []);
  });
}

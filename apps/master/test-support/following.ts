import { appendFile } from 'node:fs/promises';
import { openFiles, type BuiltSite, type Started } from './built-site.js';

/**
 * Resolves when each of these minions follows a log that fleetctl shows, with lines `ready` in it. What is written just after a minion has
 * opened the log is before what it follows: it takes its end then.
 */
export async function following(
  site: BuiltSite,
  { followed, log, minions }: { followed: Started; log: string; minions: ReadonlyMap<string, Started> },
): Promise<void> {
  for (const { child } of minions.values()) await site.until(async () => (await openFiles(child)).includes(log));
  await site.until(async () => {
    await appendFile(log, 'ready\n');
    return [...minions.keys()].every((id) => new RegExp(`^${id} .*ready`, 'm').test(followed.said()));
  });
}

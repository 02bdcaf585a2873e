import type { Value } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';
import { readText } from '../read-text.js';
import { loggedIn } from './logged-in.js';

export const uptime = defineFunction({
  name: 'status.uptime',
  doc: 'How long the machine has run: `seconds`, `days` and `time` beyond them, since when (`since_iso`, `since_t`), and how many `users` are logged in.',
  args: NoArgs,
  example: 'status.uptime',
  looks: true,
  async run(host) {
    const seconds = Math.floor(host.machine.uptime());
    const since = await startedAt(host, seconds);
    const minutes = Math.floor((seconds % 86_400) / 60);
    return new Map<Value, Value>([
      ['seconds', seconds],
      ['since_iso', new Date(since * 1000).toISOString().replace(/\.000Z$/, '')],
      ['since_t', since],
      ['days', Math.floor(seconds / 86_400)],
      ['time', `${Math.floor(minutes / 60)}:${minutes % 60}`],
      ['users', (await loggedIn(host)).length],
    ]);
  },
});

/** The kernel's own moment, which is the same each time it is asked; where it tells none, counted back. */
async function startedAt(host: Parameters<typeof readText>[0], seconds: number): Promise<number> {
  const boot = /^btime (\d+)$/m.exec((await readText(host, '/proc/stat')) ?? '')?.[1];
  return boot === undefined ? Math.floor(Date.now() / 1000) - seconds : Number(boot);
}

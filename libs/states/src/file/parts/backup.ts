import { backupDirectory, backupName } from '@fleet/edits';
import type { Host } from '@fleet/platform';
import type { StateContext } from '../../definition.js';

/**
 * Keeps the old content before it is replaced: `minion` under the minion's cache, an extension such as `.bak` beside the file. The
 * copy keeps owner and mode of the file: it holds the same secrets.
 */
export async function backUp(host: Host, path: string, how: string, context: StateContext): Promise<void> {
  const stats = await host.files.statTarget(path);
  const ownership = stats && { uid: stats.uid, gid: stats.gid, mode: stats.mode };
  if (how.startsWith('.')) {
    // An older copy may stand there, from before the file held a secret: it must not lend its mode to this one.
    await host.files.copy(path, `${path}${how}`, ownership);
    return;
  }
  const cache = context.opts.get('cachedir');
  const directory = backupDirectory(typeof cache === 'string' ? cache : '/var/cache/fleet/minion', path);
  await host.files.makeDirectory(directory, { mode: 0o700 }, { parents: true });
  await host.files.copy(path, `${directory}/${backupName(path, new Date())}`, ownership);
}

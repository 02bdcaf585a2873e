import type { Host } from '@fleet/platform';
import type { StateContext } from '../../definition.js';
import { nameOf } from './absolute.js';

/**
 * Keeps the old content before it is replaced: `minion` under the minion's cache, an extension such as `.bak` beside the file. The
 * copy keeps owner and mode of the file: it holds the same secrets.
 */
export async function backUp(host: Host, path: string, how: string, context: StateContext): Promise<void> {
  if (how.startsWith('.')) {
    await host.files.copy(path, `${path}${how}`);
    return;
  }
  const cache = context.opts.get('cachedir');
  const directory = `${typeof cache === 'string' ? cache : '/var/cache/fleet/minion'}/file_backup${path.slice(0, path.lastIndexOf('/'))}`;
  await host.files.makeDirectory(directory, { mode: 0o700 }, { parents: true });
  await host.files.copy(path, `${directory}/${nameOf(path)}_${new Date().toISOString().replace(/[:.]/g, '-')}`);
}

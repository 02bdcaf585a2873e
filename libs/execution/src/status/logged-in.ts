import { HostRefusal, type HostView } from '@fleet/platform';
import { rowsOf } from '../read-text.js';
import { askTool } from '../tool.js';

/** The rows of `w`, without the column of where from; none where the machine has no such program. */
export async function loggedIn(host: HostView): Promise<string[][]> {
  try {
    return rowsOf(await askTool(host, ['w', '-h', '-f']));
  } catch (cause) {
    if (cause instanceof HostRefusal && cause.code === 'ENOENT') return [];
    throw cause;
  }
}

import { HostRefusal, type HostView } from '@fleet/platform';

/**
 * The text of a file that may be written anew; `undefined` only where there is no such file.
 * @throws HostRefusal where it cannot be read: whoever took that for an empty one would write over what it holds
 */
export async function textIfThere(host: HostView, path: string): Promise<string | undefined> {
  try {
    return (await host.files.read(path)).toString('utf8');
  } catch (cause) {
    if (cause instanceof HostRefusal && cause.code === 'ENOENT') return undefined;
    throw cause;
  }
}

import { HostRefusal } from './host-refusal.js';
import type { HostView } from './host.js';

/**
 * The bytes of a file that may be written anew; `undefined` only where there is no such file.
 * @throws HostRefusal where it cannot be read: whoever took that for an empty one would write over what it holds
 */
export async function bytesIfThere(host: HostView, path: string): Promise<Buffer | undefined> {
  try {
    return await host.files.read(path);
  } catch (cause) {
    if (cause instanceof HostRefusal && cause.code === 'ENOENT') return undefined;
    throw cause;
  }
}

/** The same as text. */
export async function textIfThere(host: HostView, path: string): Promise<string | undefined> {
  return (await bytesIfThere(host, path))?.toString('utf8');
}

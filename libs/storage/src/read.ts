import { HostRefusal, type HostView } from '@fleet/platform';

/** A table of the kernel or a file as text; `undefined` where the machine has none. */
export async function readText(host: HostView, path: string): Promise<string | undefined> {
  try {
    return (await host.files.read(path)).toString('utf8');
  } catch (cause) {
    if (cause instanceof HostRefusal && cause.code === 'ENOENT') return undefined;
    throw cause;
  }
}

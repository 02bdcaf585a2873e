import { HostRefusal, type HostView } from '@fleet/platform';

/** The text of a file; `undefined` where there is none. */
export async function textOf(host: HostView, path: string): Promise<string | undefined> {
  try {
    return (await host.files.read(path)).toString('utf8');
  } catch (cause) {
    if (cause instanceof HostRefusal && ['ENOENT', 'EISDIR'].includes(cause.code)) return undefined;
    throw cause;
  }
}

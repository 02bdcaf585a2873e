import { HostRefusal, type HostView } from '@fleet/platform';

/** The first bytes of a regular file; `undefined` where there is none, or none that may be read. */
export async function beginningOf(host: HostView, path: string, bytes: number): Promise<Buffer | undefined> {
  if ((await host.files.statTarget(path))?.kind !== 'file') return undefined;
  try {
    return (await host.files.read(path)).subarray(0, bytes);
  } catch (cause) {
    if (cause instanceof HostRefusal && ['ENOENT', 'EISDIR', 'EACCES'].includes(cause.code)) return undefined;
    throw cause;
  }
}

import { HostRefusal, type HostView } from '@fleet/platform';

/** Up to this size a file is read whole; of a larger one only its beginning is fetched. */
const small = 1024 * 1024;

/** The first bytes of a regular file; `undefined` where there is none, or none that may be read. */
export async function beginningOf(host: HostView, path: string, bytes: number): Promise<Buffer | undefined> {
  const stats = await host.files.statTarget(path);
  if (stats?.kind !== 'file') return undefined;
  if (stats.size > small) return beginningOfLarge(host, path, bytes);
  try {
    return (await host.files.read(path)).subarray(0, bytes);
  } catch (cause) {
    if (cause instanceof HostRefusal && ['ENOENT', 'EISDIR', 'EACCES'].includes(cause.code)) return undefined;
    throw cause;
  }
}

/** In Base64 on its way: what programs print is taken for text. The words are arguments of the script, not part of it. */
async function beginningOfLarge(host: HostView, path: string, bytes: number): Promise<Buffer | undefined> {
  const script = 'head --bytes="$1" -- "$2" | base64 --wrap=0';
  const result = await host.commands.probe(['sh', '-c', script, 'sh', String(Math.min(bytes, small)), path], {
    outputLimit: 2 * small,
  });
  return result.stderr === '' ? Buffer.from(result.stdout, 'base64') : undefined;
}

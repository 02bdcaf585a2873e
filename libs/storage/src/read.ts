import { isUtf8 } from 'node:buffer';
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

/** The text of fstab, which is to be written again, or a sentence why that cannot be; `undefined` where there is no such file. */
export async function readFstab(host: HostView, path: string): Promise<{ readonly text: string } | string | undefined> {
  let bytes: Buffer;
  try {
    bytes = await host.files.read(path);
  } catch (cause) {
    if (cause instanceof HostRefusal && cause.code === 'ENOENT') return undefined;
    throw cause;
  }
  // What is no text would come back as something else.
  if (!isUtf8(bytes)) return `${path} holds bytes that are no UTF-8: change it by hand`;
  return { text: bytes.toString('utf8') };
}

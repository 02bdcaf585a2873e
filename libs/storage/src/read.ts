import { isUtf8 } from 'node:buffer';
import { bytesIfThere, type HostView } from '@fleet/platform';

/** The text of fstab, which is to be written again, or a sentence why that cannot be; `undefined` where there is no such file. */
export async function readFstab(host: HostView, path: string): Promise<{ readonly text: string } | string | undefined> {
  const bytes = await bytesIfThere(host, path);
  if (bytes === undefined) return undefined;
  // What is no text would come back as something else.
  if (!isUtf8(bytes)) return `${path} holds bytes that are no UTF-8: change it by hand`;
  return { text: bytes.toString('utf8') };
}

import { HostRefusal, type HostView } from '@fleet/platform';

/** The text of a file; `undefined` where there is none or it may not be read. */
export async function readText(host: HostView, path: string): Promise<string | undefined> {
  try {
    return (await host.files.read(path)).toString('utf8');
  } catch (cause) {
    if (cause instanceof HostRefusal) return undefined;
    throw cause;
  }
}

/** The words of each line that has any. */
export function rowsOf(text: string | undefined): string[][] {
  return (text ?? '')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([first]) => first !== '');
}

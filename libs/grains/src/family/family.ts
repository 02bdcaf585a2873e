import { HostRefusal, type HostView } from '@fleet/platform';
import type { Value } from '@fleet/values';

/** A group of facts that are learned together. */
export interface GrainFamily {
  readonly name: string;
  readonly doc: string;
  /** Looks at the machine; a fact that the machine does not tell is left out. */
  collect(host: HostView): Promise<Readonly<Record<string, Value | undefined>>>;
}

/** Text of a small file, trimmed; `undefined` where there is none or it may not be read. */
export async function readText(host: HostView, path: string): Promise<string | undefined> {
  try {
    return (await host.files.read(path, { limit: 4 * 1024 * 1024 })).toString('utf8').trim();
  } catch (error) {
    if (error instanceof HostRefusal) return undefined;
    throw error;
  }
}

export async function listNames(host: HostView, path: string): Promise<string[]> {
  try {
    return await host.files.list(path);
  } catch (error) {
    if (error instanceof HostRefusal) return [];
    throw error;
  }
}

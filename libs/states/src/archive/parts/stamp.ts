import { createHash } from 'node:crypto';
import { HostRefusal, type Host, type HostView } from '@fleet/platform';
import type { StateContext } from '../../definition.js';

/**
 * What was extracted into a directory, from which archive: an archive of many megabytes need not be fetched again to learn that
 * nothing is to be done. Kept in the minion's cache; where it is lost, the archive is looked into once more.
 */
export interface Stamp {
  /** `sha256:…` of the archive, or its address where nothing is known of its content. */
  readonly archive: string;
  readonly options: string;
  /** Paths relative to the directory, those of directories with a slash at their end. */
  readonly entries: readonly string[];
}

/** In place of the archive while it is being extracted: what a run that was cut short left there is not proof of anything. */
export const unfinished = 'unfinished';

export async function readStamp(host: HostView, directory: string, context: StateContext): Promise<Stamp | undefined> {
  try {
    const parsed = JSON.parse(
      (await host.files.read(stampPath(directory, context))).toString('utf8'),
    ) as Partial<Stamp>;
    return Array.isArray(parsed.entries) && typeof parsed.archive === 'string'
      ? { archive: parsed.archive, options: String(parsed.options ?? ''), entries: parsed.entries.map(String) }
      : undefined;
  } catch (cause) {
    // A stamp that is not there or not readable only costs another look into the archive.
    if (cause instanceof SyntaxError || (cause instanceof HostRefusal && cause.code === 'ENOENT')) return undefined;
    throw cause;
  }
}

export async function writeStamp(host: Host, directory: string, stamp: Stamp, context: StateContext): Promise<void> {
  const path = stampPath(directory, context);
  await host.files.makeDirectory(path.slice(0, path.lastIndexOf('/')), { mode: 0o700 }, { parents: true });
  await host.files.write(path, JSON.stringify(stamp), { mode: 0o600 });
}

function stampPath(directory: string, context: StateContext): string {
  const cache = context.opts.get('cachedir');
  const name = createHash('sha256').update(directory).digest('hex').slice(0, 32);
  return `${typeof cache === 'string' ? cache : '/var/cache/fleet/minion'}/archives/${name}.json`;
}

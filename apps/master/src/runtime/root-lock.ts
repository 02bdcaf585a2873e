import type { Directories } from '@fleet/config';
import { holdLock, LockHeld, rootLockFile } from './process-lock.js';

/** Another master runs on the same root. */
export class RootBusy extends Error {
  override readonly name = 'RootBusy';
  readonly code = 'root-busy';
  constructor(
    readonly root: string,
    readonly pid: number,
    options?: ErrorOptions,
  ) {
    super('another master runs on this root', options);
  }
}

/**
 * Holds a root for this process. A second master would take the first one's nats-server for a leftover and end it.
 * @throws RootBusy
 */
export async function lockRoot(places: Directories, pid = process.pid): Promise<() => void> {
  try {
    return await holdLock(rootLockFile(places), pid);
  } catch (error) {
    if (error instanceof LockHeld) throw new RootBusy(places.root, error.pid, { cause: error });
    throw error;
  }
}

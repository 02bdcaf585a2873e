import type { Directories } from '@fleet/config';
import { holdLock, LockHeld } from '../runtime/process-lock.js';
import { CommandFailed, exits } from './open-config.js';

/** Two that count on from the same keyset would make two of one serial, and whoever has followed one of them believes nobody any more. */
export async function oneRotation(
  { master: { keys } }: Pick<Directories, 'master'>,
  work: () => Promise<void>,
): Promise<void> {
  let release: () => void;
  try {
    release = await holdLock(`${keys}.lock`);
  } catch (cause) {
    if (!(cause instanceof LockHeld)) throw cause;
    throw new CommandFailed(`another rotation (pid ${cause.pid}) is under way`, exits.unavailable, { cause });
  }
  try {
    await work();
  } finally {
    release();
  }
}

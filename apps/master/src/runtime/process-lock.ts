import { readFileSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Directories } from '@fleet/config';

/** Another process holds it. */
export class LockHeld extends Error {
  override readonly name = 'LockHeld';
  readonly code = 'lock-held';
  constructor(
    readonly file: string,
    /** 0 where several fought for it. */
    readonly pid: number,
  ) {
    super('another process holds the lock');
  }
}

/** Of the master that runs on a root, and of commands that take its place. */
export function rootLockFile(places: Directories): string {
  return join(places.run, 'master.lock');
}

/**
 * Holds `file` for a process. The file names process and its time of birth, so that a pid that was given out again holds nothing, and neither does what a kill or
 * a power cut left behind. Answers how to let go.
 * @throws LockHeld
 */
export async function holdLock(file: string, pid = process.pid): Promise<() => void> {
  const own = `${pid} ${birth(pid) ?? ''}\n`;
  await mkdir(dirname(file), { recursive: true });
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      await writeFile(file, own, { flag: 'wx' });
      return () => {
        if (read(file) === own) rmSync(file, { force: true });
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const holder = holderOf(file);
      if (holder !== undefined) throw new LockHeld(file, holder);
      rmSync(file, { force: true });
    }
  }
  throw new LockHeld(file, 0);
}

/** The living process that holds it. */
export function holderOf(file: string): number | undefined {
  const [held = '', born = ''] = (read(file) ?? '').trim().split(' ');
  return born !== '' && birth(Number(held)) === born ? Number(held) : undefined;
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** When a process began, in ticks since the machine did; `undefined` where there is none. The name before it may hold anything. */
function birth(pid: number): string | undefined {
  const stat = read(`/proc/${pid}/stat`);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
}

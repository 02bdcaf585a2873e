import { readFileSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Directories } from '@fleet/config';

/** Another master runs on the same root. */
export class RootBusy extends Error {
  override readonly name = 'RootBusy';
  readonly code = 'root-busy';
  constructor(
    readonly root: string,
    readonly pid: number,
  ) {
    super('another master runs on this root');
  }
}

/**
 * Holds a root for this process. A second master would take the first one's nats-server for a leftover and end it. The file names process and
 * its time of birth, so that a pid that was given out again holds nothing.
 * @throws RootBusy
 */
export async function lockRoot(places: Directories, pid = process.pid): Promise<() => void> {
  const file = join(places.run, 'master.lock');
  const own = `${pid} ${birth(pid) ?? ''}\n`;
  await mkdir(places.run, { recursive: true });
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      await writeFile(file, own, { flag: 'wx' });
      return () => {
        if (read(file) === own) rmSync(file, { force: true });
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const holder = read(file);
      const [held = '', born = ''] = (holder ?? '').trim().split(' ');
      if (holder !== undefined && born !== '' && birth(Number(held)) === born)
        throw new RootBusy(places.root, Number(held));
      if (holder !== undefined) rmSync(file, { force: true });
    }
  }
  throw new RootBusy(places.root, 0);
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

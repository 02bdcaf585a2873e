import { open, stat } from 'node:fs/promises';

export interface FollowOptions {
  /** Bytes of one look; of a log that grows faster, the middle is left out. Default 1 MiB. */
  readonly most?: number;
  /** Milliseconds between looks. Default 1000. */
  readonly every?: number;
  readonly onLine: (line: string) => void;
  /** Bytes that were left out. */
  readonly onSkipped?: (bytes: number) => void;
  readonly onError: (error: unknown) => void;
}

export interface FollowedLog {
  /** Reads what is there by now. */
  look(): Promise<void>;
  stop(): void;
}

/** Tells each line that a log gets from now on; also after it was put aside and begun anew. */
export async function followLog(file: string, options: FollowOptions): Promise<FollowedLog> {
  const { most = 1024 * 1024, every = 1000, onLine, onSkipped, onError } = options;
  let at = await place(file);
  let rest = '';
  let turn = Promise.resolve();

  async function read(): Promise<void> {
    const now = await place(file);
    if (!now) return;
    // Another file of the same name, or the same one emptied: it is read from its beginning.
    let from = now.inode === at?.inode && now.size >= at.size ? at.size : 0;
    if (from === 0) rest = '';
    at = now;
    if (now.size - from > most) {
      onSkipped?.(now.size - from - most);
      from = now.size - most;
      rest = '';
    }
    if (now.size === from) return;
    const buffer = Buffer.alloc(now.size - from);
    const handle = await open(file, 'r');
    try {
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, from);
      at = { ...now, size: from + bytesRead };
      const lines = (rest + buffer.toString('utf8', 0, bytesRead)).split('\n');
      // A line without an end may grow for ever.
      rest = (lines.pop() ?? '').slice(0, most);
      for (const line of lines) onLine(line);
    } finally {
      await handle.close();
    }
  }

  const look = (): Promise<void> => (turn = turn.then(read).catch(onError));
  const timer = setInterval(() => void look(), every);
  timer.unref();
  return { look, stop: () => clearInterval(timer) };
}

async function place(file: string): Promise<{ readonly inode: number; readonly size: number } | undefined> {
  try {
    const { ino, size } = await stat(file);
    return { inode: ino, size };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

import { open } from 'node:fs/promises';

/** Bytes of one part: it has to fit into a message. */
const pieceLength = 256 * 1024;

export interface LogPiece {
  readonly text: string;
  readonly next: number;
  readonly more: boolean;
}

/** Whole lines of a log from a byte on, those of one minion and of the job itself where one is named; `undefined` where there is no file. */
export async function readJobLog(path: string, after: number, minion?: string): Promise<LogPiece | undefined> {
  const file = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return undefined;
  });
  if (!file) return undefined;
  try {
    const { size } = await file.stat();
    const bytes = Buffer.alloc(Math.max(0, Math.min(pieceLength, size - after)));
    const { bytesRead } = await file.read(bytes, 0, bytes.length, after);
    const end = bytes.lastIndexOf(0x0a, bytesRead - 1) + 1;
    // A line of the log is shorter than a piece; where one were not, its end would never be seen.
    const whole = end > 0 || bytesRead < pieceLength ? end : bytesRead;
    const text = bytes.subarray(0, whole).toString('utf8');
    return {
      text: minion === undefined ? text : linesOf(text, minion),
      next: after + whole,
      more: after + whole < size,
    };
  } finally {
    await file.close();
  }
}

function linesOf(text: string, minion: string): string {
  const own = [': ', '> ', ' '].map((mark) => `${minion}${mark}`);
  const lines = text.split('\n').slice(0, -1);
  return lines
    .filter((line) => line.startsWith('#') || own.some((beginning) => line.startsWith(beginning)))
    .map((line) => `${line}\n`)
    .join('');
}

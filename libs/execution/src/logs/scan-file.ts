import { HostRefusal, type FileStats, type HostView, type OpenFile } from '@fleet/platform';
import { FileLines, longestLine } from './file-lines.js';
import { timeOfLine } from './line-time.js';
import { LineSplitter } from './line-splitter.js';
import type { LogLine } from './log-line.js';
import type { LogFile } from './sources.js';

const piece = 1024 * 1024;
/** How far from its end a file is looked at, further and further. */
export const windows = [256 * 1024, 2 * 1024 * 1024, 16 * 1024 * 1024, 64 * 1024 * 1024] as const;

/** Where reading has to begin for everything since a moment; 0 where the file has no times to go by, `cut` where it lies further back than is looked. */
export async function beginningOf(file: OpenFile, end: number, since: number): Promise<{ at: number; cut: boolean }> {
  for (const window of windows) {
    if (window >= end) return { at: 0, cut: false };
    const text = (await file.read(end - window, longestLine)).toString('utf8');
    const times = text
      .split('\n')
      .slice(1)
      .map((line) => timeOfLine(line, Date.now()));
    const first = times.find((time) => time !== undefined);
    if (first !== undefined && first < since) return { at: end - window, cut: false };
  }
  return { at: end - windows[3], cut: true };
}

/** Visits each whole line between two places of a file; the first is left out where it does not begin there. */
export async function scanFile(
  file: OpenFile,
  { source, modified }: { readonly source: string; readonly modified: number },
  from: number,
  to: number,
  visit: (lines: readonly LogLine[]) => void | Promise<void>,
): Promise<void> {
  const splitter = new LineSplitter(longestLine);
  let made: FileLines | undefined;
  let skip = from > 0;
  for (let at = from; at < to;) {
    const bytes = await file.read(at, Math.min(piece, to - at));
    // It was truncated meanwhile.
    if (bytes.length === 0) break;
    at += bytes.length;
    const texts: [string | undefined, number][] = [];
    splitter.take(bytes, (text, length) => {
      if (!skip) texts.push([text, length]);
      skip = false;
    });
    made ??= new FileLines(source, () => modified, firstTime(texts, modified));
    const lines: LogLine[] = [];
    for (const [text, length] of texts) lines.push(made.line(text, length));
    await visit(lines);
  }
}

function firstTime(texts: readonly (readonly [string | undefined, number])[], now: number): number | undefined {
  for (const [text] of texts) {
    const time = text === undefined ? undefined : timeOfLine(text, now);
    if (time !== undefined) return time;
  }
  return undefined;
}

/** Where the last whole line before a place ends. */
export async function endOfLines(file: OpenFile, size: number): Promise<number> {
  const from = Math.max(0, size - longestLine);
  const newline = (await file.read(from, size - from)).lastIndexOf(10);
  return newline < 0 ? (from === 0 ? 0 : size) : from + newline + 1;
}

/** Opened, with what is known of it; `undefined` where it is gone or was never there. */
export async function openLog(
  host: HostView,
  { path, within }: Pick<LogFile, 'path' | 'within'>,
): Promise<{ file: OpenFile; stats: FileStats } | undefined> {
  try {
    const stats = await host.files.statTarget(path);
    return stats && { file: await host.files.open(path, { within }), stats };
  } catch (cause) {
    if (cause instanceof HostRefusal && cause.code === 'ENOENT') return undefined;
    throw cause;
  }
}

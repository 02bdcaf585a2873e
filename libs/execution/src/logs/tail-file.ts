import { HostRefusal, type FileStats, type HostView, type OpenFile } from '@fleet/platform';
import type { TextRedaction } from '../definition.js';
import type { LogLine } from './log-line.js';
import { NewestLines } from './newest-lines.js';
import { beginningOf, openLog, scanFile, windows } from './scan-file.js';
import type { Selection } from './selection.js';
import { Sieve } from './sieve.js';
import type { LogFile } from './sources.js';

export interface Tail {
  readonly lines: readonly LogLine[];
  /** Wanted lines that there was no room for, as far as they were seen. */
  readonly dropped: number;
  /** There may be more, further back than was looked. */
  readonly cut: boolean;
}

/** One whose source may go on. */
export interface OpenTail extends Tail {
  /** It holds what may be the beginning of a key, and goes on with what is written next. */
  readonly sieve: Sieve;
}

interface Wanted {
  readonly selection: Selection;
  readonly most: number;
  readonly redaction: TextRedaction;
}

/** A file up to where it was looked at. */
export interface OpenedLog {
  readonly file: OpenFile;
  readonly stats: Pick<FileStats, 'modified' | 'size'>;
  readonly end: number;
}

/** The newest wanted lines of a file, and of the one before it where it was rotated just now. */
export async function tailFile(host: HostView, log: LogFile, wanted: Wanted): Promise<Tail> {
  const opened = await openLog(host, log);
  if (!opened) return { lines: [], dropped: 0, cut: false };
  try {
    const tail = await tailOpened(host, log, { ...opened, end: await opened.file.size() }, wanted);
    return { ...tail, lines: [...tail.lines, ...tail.sieve.end()] };
  } finally {
    await opened.file.close();
  }
}

/** The same of a file that stays open. */
export async function tailOpened(host: HostView, log: LogFile, opened: OpenedLog, wanted: Wanted): Promise<OpenTail> {
  const { file, stats, end } = opened;
  const tail = await tailOf(file, { source: log.source, modified: stats.modified }, end, wanted);
  const { since } = wanted.selection;
  const wantsMore = tail.lines.length < wanted.most && (since === undefined || stats.size < windows[0] || tail.whole);
  if (!tail.whole || !wantsMore || log.path.endsWith('.1')) return tail;
  const before = await rotated(host, log, wanted);
  const lines = [...before.lines, ...tail.lines].slice(-wanted.most);
  const dropped = before.dropped + tail.dropped + before.lines.length + tail.lines.length - lines.length;
  return { lines, dropped, cut: before.cut, sieve: tail.sieve };
}

async function rotated(host: HostView, log: LogFile, wanted: Wanted): Promise<Tail> {
  try {
    return await tailFile(host, { ...log, path: `${log.path}.1` }, wanted);
  } catch (cause) {
    // A directory or a device of that name is no log.
    if (cause instanceof HostRefusal && ['not-a-file', 'astray', 'EACCES'].includes(cause.code))
      return { lines: [], dropped: 0, cut: false };
    throw cause;
  }
}

/** `whole`: from its first line on. */
async function tailOf(
  file: OpenFile,
  about: { readonly source: string; readonly modified: number },
  end: number,
  { selection, most, redaction }: Wanted,
): Promise<OpenTail & { whole: boolean }> {
  const read = async (from: number): Promise<{ newest: NewestLines; sieve: Sieve }> => {
    const newest = new NewestLines(most);
    const sieve = new Sieve(redaction, selection);
    if (from > 0) sieve.gap();
    await scanFile(file, about, from, end, (lines) => newest.add(sieve.take(lines)));
    return { newest, sieve };
  };
  if (selection.since !== undefined) {
    const { at, cut } = await beginningOf(file, end, selection.since);
    const { newest, sieve } = await read(at);
    return { lines: newest.lines, dropped: newest.dropped, cut, sieve, whole: at === 0 };
  }
  for (const window of windows) {
    const from = Math.max(0, end - window);
    const { newest, sieve } = await read(from);
    const { lines } = newest;
    const last = window === windows[3];
    // What there was no room for is meant to be: nobody asked since when.
    if (lines.length >= most || from === 0 || last)
      return { lines, dropped: 0, cut: lines.length < most && from > 0, sieve, whole: from === 0 };
  }
  throw new RangeError('a file is looked at in windows, and there are none');
}

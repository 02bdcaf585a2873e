import { HostRefusal, type HostView, type OpenFile } from '@fleet/platform';
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

const nothing: Tail = { lines: [], dropped: 0, cut: false };

/** The newest wanted lines of a file, and of the one before it where it was rotated just now. */
export async function tailFile(
  host: HostView,
  log: LogFile,
  wanted: { readonly selection: Selection; readonly most: number; readonly redaction: TextRedaction },
): Promise<Tail> {
  const opened = await openLog(host, log);
  if (!opened) return nothing;
  const { file, stats } = opened;
  try {
    const about = { source: log.source, modified: stats.modified };
    const tail = await tailOf(file, about, await file.size(), wanted);
    const { since } = wanted.selection;
    const wantsMore = tail.lines.length < wanted.most && (since === undefined || stats.size < windows[0] || tail.whole);
    if (!tail.whole || !wantsMore || log.path.endsWith('.1')) return tail;
    const before = await rotated(host, log, wanted);
    const lines = [...before.lines, ...tail.lines].slice(-wanted.most);
    const dropped = before.dropped + tail.dropped + before.lines.length + tail.lines.length - lines.length;
    return { lines, dropped, cut: before.cut };
  } finally {
    await file.close();
  }
}

async function rotated(host: HostView, log: LogFile, wanted: Parameters<typeof tailFile>[2]): Promise<Tail> {
  try {
    return await tailFile(host, { ...log, path: `${log.path}.1` }, wanted);
  } catch (cause) {
    // A directory or a device of that name is no log.
    if (cause instanceof HostRefusal && ['not-a-file', 'astray', 'EACCES'].includes(cause.code)) return nothing;
    throw cause;
  }
}

/** `whole`: from its first line on. */
export async function tailOf(
  file: OpenFile,
  about: { readonly source: string; readonly modified: number },
  end: number,
  { selection, most, redaction }: Parameters<typeof tailFile>[2],
): Promise<Tail & { whole: boolean }> {
  const read = async (from: number): Promise<NewestLines> => {
    const newest = new NewestLines(most);
    const sieve = new Sieve(redaction, selection);
    await scanFile(file, about, from, end, (lines) => newest.add(sieve.take(lines)));
    newest.add(sieve.end());
    return newest;
  };
  if (selection.since !== undefined) {
    const { at, cut } = await beginningOf(file, end, selection.since);
    const { lines, dropped } = await read(at);
    return { lines, dropped, cut, whole: at === 0 };
  }
  for (const window of windows) {
    const from = Math.max(0, end - window);
    const newest = await read(from);
    const { lines } = newest;
    // What there was no room for is meant to be: nobody asked since when.
    if (lines.length >= most || from === 0) return { lines, dropped: 0, cut: false, whole: from === 0 };
    if (window === windows[3]) return { lines, dropped: 0, cut: true, whole: false };
  }
  return { ...nothing, whole: true };
}

import type { HostView } from '@fleet/platform';
import { matchGlob } from '@fleet/targeting';
import type { TextRedaction } from '../definition.js';
import { tailJournal } from './journal.js';
import type { LogLine } from './log-line.js';
import type { Selection } from './selection.js';
import type { LogSources } from './sources.js';
import { tailFile, type Tail } from './tail-file.js';

export interface Gathered {
  /** Oldest first. */
  readonly lines: readonly LogLine[];
  /** Wanted lines since the given time that there was no room for. */
  readonly leftOut: number;
  /** Of some source, not everything since the given time was looked at. */
  readonly cut: boolean;
  /** What was asked for and is neither there nor in the journal. */
  readonly missing: readonly string[];
}

/** The newest wanted lines of all sources together. */
export async function gather(
  host: HostView,
  sources: LogSources,
  wanted: { readonly selection: Selection; readonly most: number; readonly redaction: TextRedaction },
  signal: AbortSignal,
): Promise<Gathered> {
  const tails: Tail[] = [];
  if (sources.units.length > 0) {
    const tail = await tailJournal(host, sources.units, wanted, signal);
    tails.push({ ...tail, lines: [...tail.lines, ...tail.sieves.end()] });
  }
  for (const file of sources.files) {
    if (signal.aborted) break;
    tails.push(await tailFile(host, file, wanted));
  }
  return together(tails, sources, wanted);
}

/** What each source had, in the order of times. */
export function together(
  tails: readonly Tail[],
  sources: Pick<LogSources, 'missing'>,
  wanted: { readonly selection: Selection; readonly most: number },
): Gathered {
  // What is only in the journal any more was there once.
  const heard = new Set(tails.flatMap(({ lines }) => lines.map(({ source }) => source)));
  const all = tails.flatMap(({ lines }) => lines).sort((a, b) => a.time - b.time);
  const lines = wanted.most === 0 ? [] : all.slice(-wanted.most);
  const dropped = tails.reduce((sum, tail) => sum + tail.dropped, 0) + all.length - lines.length;
  return {
    lines,
    leftOut: wanted.selection.since === undefined || wanted.most === 0 ? 0 : dropped,
    cut: tails.some(({ cut }) => cut),
    missing: sources.missing.filter((word) => isMissing(word, heard)),
  };
}

/** A unit that systemd does not know may have written before. */
export function isMissing(word: string, heard: ReadonlySet<string>): boolean {
  if (word.startsWith('/')) return true;
  const glob = word.replace(/\.service$/, '');
  return ![...heard].some((source) => matchGlob(glob, source));
}

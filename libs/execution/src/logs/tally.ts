import type { HostView } from '@fleet/platform';
import { FunctionRefused, type FunctionContext } from '../definition.js';
import { isMissing } from './gather.js';
import { journalWords, readJournal, Sieves } from './journal.js';
import type { LogLine } from './log-line.js';
import { redactionOf } from './redaction-of.js';
import { beginningOf, openLog, scanFile } from './scan-file.js';
import type { LogSelectionArgs } from './selection.args.js';
import { selectionOf, type Selection } from './selection.js';
import { Sieve } from './sieve.js';
import { findSources } from './sources.js';

/** Milliseconds that all of the counting may take. */
const patience = 120_000;

export interface Tally {
  readonly since: number;
  readonly until: number;
  /** Not everything since then was looked at. */
  readonly cut: boolean;
  readonly missing: readonly string[];
}

/** Visits every wanted line since a time; nothing of them is kept. */
export async function tally(
  host: HostView,
  want: LogSelectionArgs & { since: string },
  context: FunctionContext,
  count: (line: LogLine) => void,
): Promise<Tally> {
  const now = Date.now();
  const selection = selectionOf(want, now);
  const { since = 0, until = now } = selection;
  if (since > until) throw new FunctionRefused('bad-arguments', '`since` is later than `until`');
  const sources = await findSources(host, want.logs, context);
  // A pattern is looked for in what may be shown; without one nothing is shown.
  const redaction = selection.grep ? await redactionOf(context) : await redactionOf({});
  const heard = new Set<string>();
  const each = (lines: readonly LogLine[]): void => {
    for (const line of lines) {
      heard.add(line.source);
      count(line);
    }
  };
  if (sources.units.length > 0) {
    const sieves = new Sieves(redaction, selection);
    const words = journalWords(sources.units, selection);
    await readJournal(host, words, (entry) => each(sieves.take(entry)), context.signal, patience);
    each(sieves.end());
  }
  let cut = false;
  for (const log of sources.files) {
    const ways = [log, { ...log, path: `${log.path}.1` }];
    for (const way of ways) {
      const file = await countFile(host, way, selection, redaction, each);
      cut ||= file.cut;
      context.signal.throwIfAborted();
      if (!file.whole) break;
    }
  }
  return { since, until, cut, missing: sources.missing.filter((word) => isMissing(word, heard)) };
}

async function countFile(
  host: HostView,
  log: Parameters<typeof openLog>[1] & { readonly source: string },
  selection: Selection,
  redaction: ConstructorParameters<typeof Sieve>[0],
  each: (lines: readonly LogLine[]) => void,
): Promise<{ cut: boolean; whole: boolean }> {
  const opened = await openLog(host, log);
  if (!opened) return { cut: false, whole: false };
  const { file, stats } = opened;
  try {
    const end = await file.size();
    const { at, cut } = await beginningOf(file, end, selection.since ?? 0);
    const sieve = new Sieve(redaction, selection);
    if (at > 0) sieve.gap();
    await scanFile(file, { source: log.source, modified: stats.modified }, at, end, (lines) => each(sieve.take(lines)));
    each(sieve.end());
    return { cut, whole: at === 0 };
  } finally {
    await file.close();
  }
}

import { HostRefusal, type CommandResult, type HostView } from '@fleet/platform';
import { FunctionRefused, type TextRedaction } from '../definition.js';
import { lastWords } from '../tool.js';
import { entryFields, journalEntry, type JournalEntry } from './journal-entry.js';
import { LineSplitter } from './line-splitter.js';
import { NewestLines } from './newest-lines.js';
import type { Selection } from './selection.js';
import { longestKey, Sieve } from './sieve.js';
import type { Tail } from './tail-file.js';

/** Bytes of one entry; a longer one is left out. */
const longestEntry = 512 * 1024;
/** Milliseconds that one look at the journal may take. */
const patience = 120_000;
/** Entries that are looked at for a pattern, newest first. */
const mostEntries = 200_000;

export type JournalWords = readonly string[];

/** What selects entries, each wish one word: nothing that is given can be read as another option. */
export function journalWords(units: readonly string[], { since, until, level }: Selection): JournalWords {
  return [
    '--quiet',
    '--no-pager',
    '--all',
    '--output=json',
    `--output-fields=${entryFields.join(',')}`,
    ...units.map((unit) => `--unit=${unit}`),
    ...(since === undefined ? [] : [`--since=@${Math.floor(since / 1000)}`]),
    ...(until === undefined ? [] : [`--until=@${Math.ceil(until / 1000)}`]),
    ...(level === undefined ? [] : [`--priority=${level}`]),
  ];
}

/** Asks the journal; each entry as it comes. @throws FunctionRefused with the last words of journalctl, or where there is none */
export async function readJournal(
  host: HostView,
  words: JournalWords,
  take: (entry: JournalEntry) => void,
  signal: AbortSignal,
  timeout?: number,
): Promise<void> {
  const splitter = new LineSplitter(longestEntry);
  let result: CommandResult;
  try {
    result = await host.commands.probe(['journalctl', ...words], {
      onBytes: (piece) =>
        splitter.take(piece, (text) => {
          const entry = text === undefined ? undefined : journalEntry(text);
          if (entry) take(entry);
        }),
      signal,
      ...(timeout !== undefined && { timeout }),
    });
  } catch (cause) {
    if (cause instanceof HostRefusal && cause.code === 'ENOENT')
      throw new FunctionRefused(
        'not-found',
        'this machine has no journal; a log file is named by its path',
        undefined,
        { cause },
      );
    throw cause;
  }
  if (signal.aborted) return;
  if (result.timedOut) throw new FunctionRefused('timeout', 'the journal took too long to be read: ask for less of it');
  // With nothing that fits it may end with 1, and says nothing.
  if (result.exitCode !== 0 && result.stderr.trim() !== '') throw new FunctionRefused('failed', lastWords(result));
}

export interface JournalTail extends Tail {
  /** Where the journal ended; absent where nothing fits. */
  readonly cursor?: string;
  /** They hold what may be the beginning of a key, and go on with what comes behind the cursor. */
  readonly sieves: Sieves;
}

/** The newest wanted lines, and where the journal ended. */
export async function tailJournal(
  host: HostView,
  units: readonly string[],
  { selection, most, redaction }: { selection: Selection; most: number; redaction: TextRedaction },
  signal: AbortSignal,
): Promise<JournalTail> {
  const words = journalWords(units, selection);
  // What comes before the first is looked at too: it may be the beginning of a key that goes on there.
  let window = selection.grep ? Math.max(10 * most, 2_000) : most + longestKey;
  for (;;) {
    const newest = new NewestLines(most);
    const sieves = new Sieves(redaction, selection);
    let [entries, cursor] = [0, ''];
    await readJournal(
      host,
      [...words, `--lines=${Math.min(window, mostEntries)}`],
      (entry) => {
        entries += 1;
        ({ cursor } = entry);
        newest.add(sieves.take(entry));
      },
      signal,
      patience,
    );
    const { lines } = newest;
    const all = entries < Math.min(window, mostEntries);
    const limited = selection.since !== undefined && !all && lines.length >= most;
    if (lines.length >= most || all || window >= mostEntries || signal.aborted)
      return {
        lines,
        dropped: newest.dropped,
        cut: limited || (!all && lines.length < most),
        sieves,
        ...(cursor !== '' && { cursor }),
      };
    window *= 10;
  }
}

/** Units whose lines are kept apart; of more, those that were heard longest ago are forgotten. */
const mostSources = 1_000;

/** A sieve for each unit: the lines of one are no part of a secret of another. */
export class Sieves {
  readonly #sieves = new Map<string, Sieve>();
  #following = false;

  constructor(
    private readonly redaction: TextRedaction,
    private readonly selection: Selection,
  ) {}

  take({ lines }: Pick<JournalEntry, 'lines'>) {
    const source = lines[0]?.source ?? '';
    let sieve = this.#sieves.get(source);
    if (!sieve) {
      sieve = new Sieve(this.redaction, this.selection);
      // Nobody has seen what its unit said before.
      sieve.gap();
      if (this.#following) sieve.follow();
      if (this.#sieves.size >= mostSources) this.#sieves.delete([...this.#sieves.keys()][0] as string);
      this.#sieves.set(source, sieve);
    }
    return sieve.take(lines);
  }

  follow(): void {
    this.#following = true;
    for (const sieve of this.#sieves.values()) sieve.follow();
  }

  gap(): void {
    for (const sieve of this.#sieves.values()) sieve.gap();
  }

  end() {
    return [...this.#sieves.values()].flatMap((sieve) => sieve.end());
  }
}

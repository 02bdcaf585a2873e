import type { HostView } from '@fleet/platform';
import { readJournal, type JournalWords } from './journal.js';
import type { JournalEntry } from './journal-entry.js';

/** Milliseconds before a journalctl that ended is started again. */
const rest = 1_000;

/** Entries from a place of the journal on, for as long as nobody ends it. @throws FunctionRefused where there is no journal */
export async function followJournal(
  host: HostView,
  words: JournalWords,
  from: { readonly cursor?: string; readonly since: number },
  take: (entry: JournalEntry) => void,
  signal: AbortSignal,
): Promise<void> {
  let { cursor } = from;
  const other = words.filter((word) => !word.startsWith('--since='));
  while (!signal.aborted) {
    const place = cursor === undefined ? `--since=@${Math.floor(from.since / 1000)}` : `--after-cursor=${cursor}`;
    await readJournal(
      host,
      [...other, place, '--follow', '--no-tail'],
      (entry) => {
        ({ cursor } = entry);
        take(entry);
      },
      signal,
    );
    await pause(rest, signal);
  }
}

/** Ends early where the signal does. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    if (signal.aborted) done();
    else signal.addEventListener('abort', done, { once: true });
  });
}

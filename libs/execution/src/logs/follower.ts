import type { HostView } from '@fleet/platform';
import type { TextRedaction } from '../definition.js';
import { FollowedFile } from './follow-file.js';
import { followJournal, pause } from './follow-journal.js';
import { together } from './gather.js';
import { journalWords, tailJournal, type JournalTail, type Sieves } from './journal.js';
import { levelNames, type LogLine } from './log-line.js';
import { Quota } from './quota.js';
import { shortened } from './shortened.js';
import { Sieve } from './sieve.js';
import type { Selection } from './selection.js';
import type { LogSources } from './sources.js';
import { tailOpened, type Tail } from './tail-file.js';

/** Milliseconds between looks, which is how long lines are gathered to be put in order. */
const between = 250;
/** What is looked at in a second, and what is sent in one. Redaction is what it costs. */
const bytes = { seen: 512 * 1024, sent: 128 * 1024 };

export interface FollowWish {
  readonly sources: LogSources;
  readonly selection: Selection;
  readonly redaction: TextRedaction;
  /** Of before. */
  readonly lines: number;
  /** In a second. */
  readonly rate: number;
}

/** Everything that several logs get from now on, in one stream that never has more than its share. */
export class Follower {
  sent = 0;
  leftOut = 0;
  /** Nothing of it runs any more. */
  closed: Promise<unknown> = Promise.resolve();
  readonly #seen: Quota;
  readonly #quota: Quota;
  readonly #fresh: LogLine[] = [];

  constructor(
    private readonly host: HostView,
    private readonly wish: FollowWish,
    private readonly say: (text: string) => void,
  ) {
    this.#seen = new Quota({ lines: Infinity, bytes: bytes.seen });
    this.#quota = new Quota({ lines: wish.rate, bytes: bytes.sent });
  }

  /** Where each source ended is where following begins: nothing falls in between. Until the signal ends it. @throws FunctionRefused where the journal cannot be read */
  async run(signal: AbortSignal): Promise<undefined> {
    const work = this.#work(signal);
    this.closed = work.catch(() => undefined);
    return work;
  }

  async #work(signal: AbortSignal): Promise<undefined> {
    const { sources, selection, redaction } = this.wish;
    const began = Date.now();
    const files = sources.files.map((log) => ({
      log,
      file: new FollowedFile(this.host, log),
      sieve: new Sieve(redaction, selection),
    }));
    const inner = new AbortController();
    const end = (): void => inner.abort();
    signal.addEventListener('abort', end, { once: true });
    if (signal.aborted) end();
    let journal: Promise<void> = Promise.resolve();
    try {
      const tails: Tail[] = [];
      for (const one of files) {
        const opened = await one.file.open();
        if (!opened) continue;
        const tail = await tailOpened(this.host, one.log, opened, this.#before);
        one.sieve = tail.sieve;
        tails.push(tail);
      }
      const last = sources.units.length > 0 ? await this.#tailJournal(inner.signal) : undefined;
      if (last) tails.push(last);
      this.#tellBefore(tails);
      for (const { sieve } of files) sieve.follow();
      if (last) {
        const { cursor, sieves } = last;
        sieves.follow();
        const take = (entry: { lines: readonly LogLine[] }): void => this.#entry(entry, sieves);
        const from = { since: began, ...(cursor !== undefined && { cursor }) };
        journal = followJournal(this.host, journalWords(sources.units, selection), from, take, inner.signal);
        // Its reason is told below.
        journal.catch(end);
      }
      while (!inner.signal.aborted) {
        for (const { file, sieve } of files) await this.#look(file, sieve);
        this.#flush();
        await pause(between, inner.signal);
      }
      this.#flush();
      await journal;
      return undefined;
    } finally {
      signal.removeEventListener('abort', end);
      inner.abort();
      await journal.catch(() => undefined);
      for (const { file } of files) await file.close();
    }
  }

  get #before(): { selection: Selection; most: number; redaction: TextRedaction } {
    const { selection, lines, redaction } = this.wish;
    return { selection, most: lines, redaction };
  }

  #tailJournal(signal: AbortSignal): Promise<JournalTail> {
    return tailJournal(this.host, this.wish.sources.units, this.#before, signal);
  }

  /** What was written before we came, and that it ends there. */
  #tellBefore(tails: readonly Tail[]): void {
    const found = together(tails, this.wish.sources, this.#before);
    for (const word of found.missing) this.#note(`there is no ${word}`);
    if (found.leftOut > 0) this.#note(`${found.leftOut} earlier lines left out`);
    this.#say(found.lines);
    this.#note('begins');
  }

  #entry({ lines }: { readonly lines: readonly LogLine[] }, sieves: Sieves): void {
    const size = lines.reduce((sum, { text }) => sum + text.length + 1, 0);
    if (this.#seen.take(size, performance.now())) this.#fresh.push(...sieves.take({ lines }));
    else sieves.gap();
    // Between two looks there may be more than a second has room for.
    if (this.#fresh.length > 2 * this.wish.rate + 100) this.#flush();
  }

  async #look(file: FollowedFile, sieve: Sieve): Promise<void> {
    const { lines, skipped, trouble } = await file.look();
    if (trouble !== undefined) this.#note(trouble);
    if (skipped > 0) {
      this.#note(`${skipped} bytes skipped: they are written faster than they can be read`);
      sieve.gap();
    }
    const now = performance.now();
    const seen = lines.filter((line) => {
      const has = this.#seen.take(line.text.length + 1, now);
      if (!has) sieve.gap();
      return has;
    });
    this.#fresh.push(...sieve.take(seen));
  }

  #flush(): void {
    const now = performance.now();
    const fresh = this.#fresh.splice(0).sort((a, b) => a.time - b.time);
    this.#say(fresh.filter(({ text }) => this.#quota.take(Math.min(text.length, 8_192) + 60, now)));
    this.#tellLeftOut();
  }

  /** Once a second is often enough. */
  #told = 0;
  #tellLeftOut(): void {
    if (performance.now() - this.#told < 1_000) return;
    const [unsent, unseen] = [this.#quota.leftOut(), this.#seen.leftOut()];
    if (unsent > 0)
      this.#note(`${unsent} lines left out: more than ${this.wish.rate} lines or ${bytes.sent} bytes a second`);
    if (unseen > 0) this.#note(`${unseen} lines not looked at: more than ${bytes.seen} bytes a second`);
    this.leftOut += unsent + unseen;
    if (unsent + unseen > 0) this.#told = performance.now();
  }

  #say(lines: readonly LogLine[]): void {
    if (lines.length === 0) return;
    this.sent += lines.length;
    this.say(lines.map(written).join(''));
  }

  #note(sentence: string): void {
    this.say(`!\t${new Date().toISOString()}\t${sentence.replace(/\s+/g, ' ')}\n`);
  }
}

function written({ time, source, level, text }: LogLine): string {
  return `${new Date(time).toISOString()}\t${source}\t${level === undefined ? '-' : levelNames[level]}\t${shortened(text)}\n`;
}

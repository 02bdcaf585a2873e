import { chmod, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { JobRow, Return } from '@fleet/protocol';
import type { Silence } from '../running-job.js';
import { JobLogText } from './job-log-text.js';

/** Bytes of one log; then it takes no more of what minions say. */
const most = 64 * 1024 * 1024;
const pieceOfReading = 256 * 1024;

/** What happened in a job, in the order in which it goes into its log. */
export type LogEntry =
  | { readonly of: 'begin' }
  | { readonly of: 'said'; readonly minion: string; readonly start: number; readonly text: string }
  | { readonly of: 'returned'; readonly minion: string; readonly body: Return; readonly at: number }
  | { readonly of: 'ended'; readonly silent: readonly Silence[]; readonly at: number };

/** What the store knows of the job. */
export interface LoggedJob {
  row(): JobRow | undefined;
  /** Everything that is kept of what its minions said. */
  said(): readonly { readonly minion: string; readonly start: number; readonly text: string }[];
  returns(): readonly { readonly minion: string; readonly return?: Return }[];
  /** It only looks: where nobody says anything, there is no log. */
  readonly quiet: boolean;
}

/** The log of one job. It opens itself with the first entry, reads what is in it, and goes on from there. */
export class JobLogFile {
  #text: JobLogText | undefined;
  #size = 0;

  constructor(
    readonly path: string,
    private readonly job: LoggedJob,
  ) {}

  /** @throws what the disk says; then the next entry looks at the file anew */
  async write(entries: readonly LogEntry[]): Promise<void> {
    try {
      let written = this.#text ? '' : await this.#open();
      const text = this.#text as JobLogText;
      for (const entry of entries) written += this.#lines(text, entry, text.begun || written !== '' || !this.job.quiet);
      if (written === '' && (text.begun || this.job.quiet)) return;
      // A job that is forgotten by now has no log.
      const row = text.begun ? undefined : this.job.row();
      const head = row ? text.head(row) : '';
      if (text.begun) await this.#append(head + written);
    } catch (error) {
      this.#text = undefined;
      throw error;
    }
  }

  #lines(text: JobLogText, entry: LogEntry, heeded: boolean): string {
    if (entry.of === 'begin') return '';
    if (entry.of === 'said') return this.#size > most ? '' : text.said(entry.minion, entry.start, entry.text);
    if (!heeded) return '';
    return entry.of === 'returned' ? text.came(entry.minion, entry.body, entry.at) : this.#end(text, entry);
  }

  /** Returns that were never heard of here, because a master was killed or the disk was full, are in the store. */
  #end(text: JobLogText, { silent, at }: Extract<LogEntry, { of: 'ended' }>): string {
    const row = this.job.row();
    if (!row) return '';
    // All returns of a large job are not read for nothing.
    const returns = row.returned > text.returned ? this.job.returns() : [];
    const missed = returns.map(({ minion, return: body }) => (body ? text.came(minion, body, at) : ''));
    return `${missed.join('')}${text.ended(silent, row, at)}`;
  }

  /** What the file lacks of what is stored. */
  async #open(): Promise<string> {
    await makeFolder(dirname(this.path));
    const text = new JobLogText();
    this.#size = await readLines(this.path, (line) => text.read(line));
    this.#text = text;
    if (this.#size > most) return '';
    return this.job
      .said()
      .map(({ minion, start, text: words }) => text.said(minion, start, words))
      .join('');
  }

  async #append(written: string): Promise<void> {
    const before = this.#size;
    const bytes = Buffer.from(written);
    const file = await open(this.path, 'a', 0o640);
    try {
      // Whatever the umask of the master is: its group may read them.
      if (before === 0) await file.chmod(0o640);
      await file.writeFile(bytes);
      this.#size += bytes.length;
      if (before <= most && this.#size > most)
        await file.writeFile(`# this log has ${this.#size} bytes; what else is said is left out\n`);
    } finally {
      await file.close();
    }
  }
}

/** One that is there already is as somebody wants it. */
async function makeFolder(path: string): Promise<void> {
  const made = await mkdir(path, { recursive: true, mode: 0o750 });
  if (made !== undefined) await chmod(path, 0o750);
}

/** Bytes of the whole lines of a file; what a master was killed in the middle of is cut off. A file that is not there has none. */
async function readLines(path: string, take: (line: Buffer) => void): Promise<number> {
  const file = await open(path, 'r+').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return undefined;
  });
  if (!file) return 0;
  try {
    let [at, rest] = [0, Buffer.alloc(0)];
    for (;;) {
      const piece = Buffer.alloc(pieceOfReading);
      const { bytesRead } = await file.read(piece, 0, piece.length, at + rest.length);
      if (bytesRead === 0) break;
      const all = Buffer.concat([rest, piece.subarray(0, bytesRead)]);
      let from = 0;
      for (let end = all.indexOf(0x0a); end >= 0; end = all.indexOf(0x0a, from)) {
        take(all.subarray(from, end));
        from = end + 1;
      }
      at += from;
      rest = all.subarray(from);
    }
    if (rest.length > 0) await file.truncate(at);
    return at;
  } finally {
    await file.close();
  }
}

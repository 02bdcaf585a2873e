import { mkdir, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isJid, type Jid } from '@fleet/protocol';
import type { ValueMap } from '@fleet/values';
import { isTemporary, removeFile, replaceFile } from './durable-file.js';
import { PartialResults, readPartialResults } from './partial-results.js';

const partialEnding = '.partial';

/** A job that was begun: enough to say what was interrupted. */
export interface JournalEntry {
  readonly jid: Jid;
  readonly function: string;
  /** Milliseconds since the epoch. */
  readonly started: number;
  /** It ends when the machine has booted anew: this is the boot that it began in. */
  readonly boot?: string;
  /** The schedule of this minion began it. */
  readonly schedule?: BegunBySchedule;
}

/** What was found of a job that was begun and not ended. */
export interface Leftover extends JournalEntry {
  /** Entries of its answer. */
  readonly done?: ValueMap;
}

export interface BegunBySchedule {
  /** What it is called there. */
  readonly name: string;
  /** Its return goes to the master. */
  readonly returned: boolean;
}

/**
 * Jobs that were begun and have no return yet, one file each. A job is here before the master hears that it was accepted; it
 * leaves when its return is in the outbox. What is found at start was interrupted: it is reported, and never run again.
 */
export class Journal {
  /** Of jobs of this process, and of those that an earlier one left. */
  readonly #partial = new Map<Jid, PartialResults | undefined>();

  private constructor(private readonly directory: string) {}

  static async open(directory: string): Promise<Journal> {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    return new Journal(directory);
  }

  async begin(entry: JournalEntry, options: { durable: boolean }): Promise<void> {
    await replaceFile(this.#path(entry.jid), JSON.stringify(entry), options);
  }

  /** What a job has done so far is added here. */
  partial(jid: Jid, failed: (error: unknown) => void): PartialResults {
    const results = new PartialResults(this.#partialPath(jid), failed);
    this.#partial.set(jid, results);
    return results;
  }

  async end(jid: Jid): Promise<void> {
    await removeFile(this.#path(jid));
    if (!this.#partial.has(jid)) return;
    this.#partial.get(jid)?.close();
    this.#partial.delete(jid);
    await removeFile(this.#partialPath(jid));
  }

  /** What an earlier process began and did not end, oldest first; each stays until it is ended. Call it once, before the first `begin`. */
  async leftovers(): Promise<Leftover[]> {
    const entries: Leftover[] = [];
    for (const name of (await readdir(this.directory)).sort()) {
      const jid = name.replace(/\.json$/, '');
      if (isTemporary(name)) await removeFile(join(this.directory, name));
      else if (isJid(jid)) entries.push(await this.#leftover(jid));
    }
    // Without an entry it is of a job that has ended.
    for (const name of await readdir(this.directory))
      if (name.endsWith(partialEnding) && !this.#partial.has(name.slice(0, -partialEnding.length)))
        await removeFile(join(this.directory, name));
    return entries;
  }

  async #leftover(jid: Jid): Promise<Leftover> {
    this.#partial.set(jid, undefined);
    const done = await readPartialResults(this.#partialPath(jid));
    return { ...(await this.#read(jid)), ...(done && { done }) };
  }

  /** The name alone proves that a job was begun, even where a power cut emptied the file. */
  async #read(jid: Jid): Promise<JournalEntry> {
    const text = await readFile(this.#path(jid), 'utf8');
    try {
      const found = JSON.parse(text) as Partial<JournalEntry>;
      return {
        jid,
        function: found.function ?? 'unknown',
        started: found.started ?? startOf(jid),
        ...(typeof found.boot === 'string' && { boot: found.boot }),
        ...(found.schedule && { schedule: found.schedule }),
      };
    } catch {
      return { jid, function: 'unknown', started: startOf(jid) };
    }
  }

  #partialPath(jid: Jid): string {
    return join(this.directory, `${jid}${partialEnding}`);
  }

  #path(jid: Jid): string {
    return join(this.directory, `${jid}.json`);
  }
}

/** A jid tells when the master made it. */
function startOf(jid: Jid): number {
  const [, year, month, day, hour, minute, second] = /^(....)(..)(..)(..)(..)(..)/.exec(jid) ?? [];
  return Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
}

import { mkdir, readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { BusError } from '@fleet/bus';
import { isJid, type Jid, type Return } from '@fleet/protocol';
import { isTemporary, removeFile, replaceFile } from '../durable-file.js';
import { noteOf, type DropReason } from './dropped-return.js';
import { spread, usualLimits, type OutboxLimits } from './outbox-limits.js';
import { WaitingReturns, type Entry } from './waiting-returns.js';

/** Publishes one return so that it survives: resolves only when the server has confirmed that it is stored. */
export type SendReturn = (jid: Jid, text: string) => Promise<void>;

export interface OutboxOptions {
  readonly send: SendReturn;
  /** The id of this minion. */
  readonly minion: string;
  /**
   * Told before a return is given up: over the bounds, or unreadable. The only way in which a return is ever lost; a note that says so goes
   * to the master in its place.
   */
  readonly onDrop: (dropped: { jid: string; reason: DropReason; bytes: number }) => void;
  /** Told when the server could not be reached; the return stays. */
  readonly onFailure: (jid: Jid, error: unknown) => void;
  readonly limits?: Partial<OutboxLimits>;
  readonly now?: () => number;
}

/**
 * Returns that the server has not confirmed yet, one file each. A return is here before anybody is told that the job has
 * ended, and leaves when the stream has stored it: whatever is killed in between, it is sent again at the next start or connection.
 */
export class Outbox {
  readonly #waiting: WaitingReturns;
  readonly #sending = new Map<Jid, Promise<void>>();
  readonly #limits: OutboxLimits;
  readonly #now: () => number;
  #pause: number;
  #retry: NodeJS.Timeout | undefined;
  #stopped = false;
  #idle: (() => void)[] = [];

  private constructor(
    private readonly directory: string,
    private readonly options: OutboxOptions,
  ) {
    this.#limits = { ...usualLimits, ...options.limits };
    this.#now = options.now ?? Date.now;
    this.#waiting = new WaitingReturns(this.#limits, this.#now);
    this.#pause = this.#limits.pause;
  }

  /** Opens the folder and takes up what an earlier process left in it; nothing is sent before {@link wake}. */
  static async open(directory: string, options: OutboxOptions): Promise<Outbox> {
    const outbox = new Outbox(directory, options);
    await mkdir(directory, { recursive: true, mode: 0o700 });
    for (const name of (await readdir(directory)).sort(returnsFirst)) {
      const path = join(directory, name);
      const jid = name.replace(/\.(?:json|dropped)$/, '');
      const note = name.endsWith('.dropped');
      if (isTemporary(name)) await removeFile(path);
      else if (isJid(jid) && !(note && outbox.has(jid))) {
        const { size, mtimeMs } = await stat(path);
        outbox.#waiting.add({ jid, bytes: size, since: mtimeMs, had: performance.now(), saved: true, note });
      }
    }
    await outbox.#trim();
    // What waits may go as soon as there is a connection; until then nothing is tried.
    outbox.#pauseFor(outbox.#limits.longestPause);
    return outbox;
  }

  get size(): number {
    return this.#waiting.size;
  }

  has(jid: Jid): boolean {
    return this.#waiting.get(jid) !== undefined;
  }

  /**
   * `durable`: on disk, not only in the kernel's memory, before this resolves. `kept`: called when the return has outlived this process, on disk or
   * with the master; before this resolves, unless the disk refuses it.
   */
  async put(message: Return, options: { durable: boolean; kept?: () => Promise<void> }): Promise<void> {
    const text = JSON.stringify(message);
    const [bytes, since, had] = [Buffer.byteLength(text), this.#now(), performance.now()];
    const { durable, kept } = options;
    const entry = { jid: message.jid, bytes, since, had, text, note: false };
    const saved = await this.#save(entry, text, { durable });
    this.#waiting.add({ ...entry, saved, ...(kept && !saved && { kept }) });
    if (saved) await kept?.();
    await this.#trim();
    this.#pump();
  }

  /** There is a connection (again): send what waits, now. */
  wake(): void {
    clearTimeout(this.#retry);
    this.#retry = undefined;
    this.#pause = this.#limits.pause;
    this.#pump();
  }

  /** Resolves when nothing waits any more; for orderly shutdown, under a time limit of the caller's. */
  async drained(): Promise<void> {
    if (this.#waiting.size === 0) return;
    await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  /** Starts nothing new and waits for what is on its way. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#retry);
    await Promise.allSettled(this.#sending.values());
  }

  /** A full disk must not silence the machine that most needs to be heard: the return is then sent from memory. */
  async #save(entry: Pick<Entry, 'jid' | 'note'>, text: string, options: { durable: boolean }): Promise<boolean> {
    try {
      await replaceFile(this.#path(entry), text, options);
      return true;
    } catch (error) {
      this.options.onFailure(entry.jid, error);
      return false;
    }
  }

  #pump(): void {
    if (this.#stopped || this.#retry) return;
    for (const entry of this.#waiting) {
      if (this.#sending.size >= this.#limits.window) return;
      if (this.#sending.has(entry.jid)) continue;
      const delivery = this.#deliver(entry).finally(() => {
        this.#sending.delete(entry.jid);
        this.#pump();
      });
      this.#sending.set(entry.jid, delivery);
    }
  }

  async #deliver(entry: Entry): Promise<void> {
    try {
      const text = entry.text ?? (await this.#read(entry));
      if (!entry.saved && text !== undefined && (await this.#save(entry, text, { durable: true }))) {
        this.#waiting.isSaved(entry);
        await this.#isKept(entry);
      }
      if (entry.saved) delete entry.text;
      if (text === undefined) return;
      await this.options.send(entry.jid, text);
    } catch (error) {
      this.options.onFailure(entry.jid, error);
      // It would be refused for ever, and everything behind it would wait each time.
      if (error instanceof BusError && error.code === 'too-large') return this.#giveUp(entry, 'too-large');
      this.#backOff();
      return;
    }
    this.#pause = this.#limits.pause;
    await this.#remove(entry);
  }

  /**
   * After a power cut a return that was not durable may be empty; it is reported and let go, so that it blocks nothing. One that cannot
   * be read right now (no file descriptor left, a disk that is busy failing) is tried again: it is still there.
   */
  async #read(entry: Entry): Promise<string | undefined> {
    try {
      const text = await readFile(this.#path(entry), 'utf8');
      JSON.parse(text);
      return text;
    } catch (error) {
      if (!(error instanceof SyntaxError) && (error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      await this.#giveUp(entry, 'unreadable');
      return undefined;
    }
  }

  /** Failures of one window count once. */
  #backOff(): void {
    if (this.#retry) return;
    this.#pauseFor(spread(this.#pause));
    this.#pause = Math.min(this.#pause * 2, this.#limits.longestPause);
  }

  #pauseFor(milliseconds: number): void {
    if (this.#retry || this.#stopped) return;
    this.#retry = setTimeout(() => {
      this.#retry = undefined;
      this.#pump();
    }, milliseconds);
    this.#retry.unref();
  }

  async #trim(): Promise<void> {
    for (let next = this.#waiting.overflow(); next; next = this.#waiting.overflow())
      await this.#giveUp(next.entry, next.reason);
  }

  /** The master hears that the job has ended, and that nobody will know how. */
  async #giveUp(entry: Entry, reason: DropReason): Promise<void> {
    this.options.onDrop({ jid: entry.jid, reason, bytes: entry.bytes });
    if (entry.note) return this.#remove(entry);
    const original = entry.text ?? (await readFile(this.#path(entry), 'utf8').catch(() => ''));
    const text = JSON.stringify(noteOf(entry, original, { minion: this.options.minion, reason, now: this.#now() }));
    const { jid, since, had, kept } = entry;
    const note = { jid, bytes: Buffer.byteLength(text), since, had, text, note: true, ...(kept && { kept }) };
    const saved = await this.#save(note, text, { durable: false });
    // It was confirmed meanwhile, after all.
    if (this.#waiting.get(entry.jid) !== entry) return void (await this.#removeFile(note));
    const standing = { ...note, saved };
    this.#waiting.add(standing);
    if (saved) await this.#isKept(standing);
    await this.#removeFile(entry);
    this.#pump();
  }

  async #remove(entry: Entry): Promise<void> {
    // It was given up while it was on its way, and arrived: the note is not true any more.
    const note = this.#waiting.get(entry.jid);
    if (note && note !== entry) await this.#removeFile(note);
    this.#waiting.remove(entry.jid);
    await this.#isKept(entry);
    // A file that stays (a disk that became read-only) is sent again at the next start, and stored once.
    await this.#removeFile(entry);
    if (this.#waiting.size === 0) for (const resolve of this.#idle.splice(0)) resolve();
  }

  async #isKept(entry: Entry): Promise<void> {
    const { kept } = entry;
    delete entry.kept;
    await kept?.().catch((error: unknown) => this.options.onFailure(entry.jid, error));
  }

  async #removeFile(entry: Pick<Entry, 'jid' | 'note'>): Promise<void> {
    await removeFile(this.#path(entry)).catch((error: unknown) => this.options.onFailure(entry.jid, error));
  }

  #path({ jid, note }: Pick<Entry, 'jid' | 'note'>): string {
    return join(this.directory, `${jid}.${note ? 'dropped' : 'json'}`);
  }
}

/** A return that is still there makes the note superfluous that was about to take its place. */
function returnsFirst(a: string, b: string): number {
  return Number(a.endsWith('.dropped')) - Number(b.endsWith('.dropped')) || (a < b ? -1 : 1);
}

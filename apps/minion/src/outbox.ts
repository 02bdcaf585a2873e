import { mkdir, readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isJid, type Jid, type Return } from '@fleet/protocol';
import { isTemporary, removeFile, replaceFile } from './durable-file.js';

/** Publishes one return so that it survives: resolves only when the server has confirmed that it is stored. */
export type SendReturn = (jid: Jid, text: string) => Promise<void>;

export interface OutboxOptions {
  readonly send: SendReturn;
  /** Told before a return is given up: over the bounds, or unreadable. The only way in which a return is ever lost. */
  readonly onDrop: (dropped: {
    jid: string;
    reason: 'too-many' | 'too-much' | 'too-old' | 'unreadable';
    bytes: number;
  }) => void;
  /** Told when the server could not be reached; the return stays. */
  readonly onFailure: (jid: Jid, error: unknown) => void;
  readonly limits?: Partial<OutboxLimits>;
  readonly now?: () => number;
}

export interface OutboxLimits {
  readonly count: number;
  readonly bytes: number;
  /** Milliseconds, by the wall clock. */
  readonly age: number;
  /** Milliseconds that this process has to have had a return before its age counts: a clock that jumps ahead must give up nothing. */
  readonly kept: number;
  /** Returns on their way at once. */
  readonly window: number;
  /** Milliseconds after the first failure; doubles up to `longestPause`. */
  readonly pause: number;
  readonly longestPause: number;
}

const usualLimits: OutboxLimits = {
  count: 10_000,
  bytes: 256 * 1024 * 1024,
  age: 7 * 24 * 3_600_000,
  kept: 24 * 3_600_000,
  window: 16,
  pause: 1_000,
  longestPause: 30_000,
};

interface Entry {
  readonly jid: Jid;
  readonly bytes: number;
  readonly since: number;
  /** When this process got it, by the clock that only counts on. */
  readonly had: number;
  /** Kept for the first attempt only; a return that waits is on disk alone, unless the disk refused it. */
  text?: string;
  readonly saved: boolean;
}

/**
 * Returns that the server has not confirmed yet, one file each. A return is here before anybody is told that the job has
 * ended, and leaves when the stream has stored it: whatever is killed in between, it is sent again at the next start or connection.
 */
export class Outbox {
  readonly #entries = new Map<Jid, Entry>();
  readonly #sending = new Map<Jid, Promise<void>>();
  readonly #limits: OutboxLimits;
  readonly #now: () => number;
  #bytes = 0;
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
    this.#pause = this.#limits.pause;
  }

  /** Opens the folder and takes up what an earlier process left in it; nothing is sent before {@link wake}. */
  static async open(directory: string, options: OutboxOptions): Promise<Outbox> {
    const outbox = new Outbox(directory, options);
    await mkdir(directory, { recursive: true, mode: 0o700 });
    for (const name of (await readdir(directory)).sort()) {
      const path = join(directory, name);
      const jid = name.replace(/\.json$/, '');
      if (isTemporary(name)) await removeFile(path);
      else if (isJid(jid)) {
        const { size, mtimeMs } = await stat(path);
        outbox.#add({ jid, bytes: size, since: mtimeMs, had: performance.now(), saved: true });
      }
    }
    await outbox.#trim();
    // What waits may go as soon as there is a connection; until then nothing is tried.
    outbox.#pauseFor(outbox.#limits.longestPause);
    return outbox;
  }

  get size(): number {
    return this.#entries.size;
  }

  has(jid: Jid): boolean {
    return this.#entries.has(jid);
  }

  /** `durable`: on disk, not only in the kernel's memory, before this resolves. */
  async put(message: Return, options: { durable: boolean }): Promise<void> {
    const text = JSON.stringify(message);
    const saved = await this.#save(message.jid, text, options);
    const [bytes, since, had] = [Buffer.byteLength(text), this.#now(), performance.now()];
    this.#add({ jid: message.jid, bytes, since, had, text, saved });
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
    if (this.#entries.size === 0) return;
    await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  /** Starts nothing new and waits for what is on its way. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#retry);
    await Promise.allSettled(this.#sending.values());
  }

  /** A full disk must not silence the machine that most needs to be heard: the return is then sent from memory. */
  async #save(jid: Jid, text: string, options: { durable: boolean }): Promise<boolean> {
    try {
      await replaceFile(this.#path(jid), text, options);
      return true;
    } catch (error) {
      this.options.onFailure(jid, error);
      return false;
    }
  }

  #pump(): void {
    if (this.#stopped || this.#retry) return;
    for (const entry of this.#entries.values()) {
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
      if (entry.saved) delete entry.text;
      if (text === undefined) return;
      await this.options.send(entry.jid, text);
    } catch (error) {
      this.options.onFailure(entry.jid, error);
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
      const text = await readFile(this.#path(entry.jid), 'utf8');
      JSON.parse(text);
      return text;
    } catch (error) {
      if (!(error instanceof SyntaxError) && (error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      this.options.onDrop({ jid: entry.jid, reason: 'unreadable', bytes: entry.bytes });
      await this.#remove(entry);
      return undefined;
    }
  }

  /** Failures of one window count once. */
  #backOff(): void {
    if (this.#retry) return;
    this.#pauseFor(this.#pause);
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
    for (const entry of this.#entries.values()) {
      const reason = this.#overflow(entry);
      if (!reason) return;
      this.options.onDrop({ jid: entry.jid, reason, bytes: entry.bytes });
      await this.#remove(entry);
    }
  }

  #overflow(oldest: Entry): 'too-many' | 'too-much' | 'too-old' | undefined {
    if (this.#entries.size > this.#limits.count) return 'too-many';
    if (this.#bytes > this.#limits.bytes) return 'too-much';
    const old = this.#now() - oldest.since > this.#limits.age;
    return old && performance.now() - oldest.had > this.#limits.kept ? 'too-old' : undefined;
  }

  #add(entry: Entry): void {
    this.#forget(entry.jid);
    this.#entries.set(entry.jid, entry);
    this.#bytes += entry.bytes;
  }

  async #remove(entry: Entry): Promise<void> {
    this.#forget(entry.jid);
    // A file that stays (a disk that became read-only) is sent again at the next start, and stored once.
    await removeFile(this.#path(entry.jid)).catch((error: unknown) => this.options.onFailure(entry.jid, error));
    if (this.#entries.size === 0) for (const resolve of this.#idle.splice(0)) resolve();
  }

  #forget(jid: Jid): void {
    this.#bytes -= this.#entries.get(jid)?.bytes ?? 0;
    this.#entries.delete(jid);
  }

  #path(jid: Jid): string {
    return join(this.directory, `${jid}.json`);
  }
}

import { link, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { processIdentity } from './boot.js';
import { removeFile } from './durable-file.js';
import { aborted } from './waiting.js';

/** Who holds the machine. */
export interface Holder {
  readonly jid: string;
  readonly function: string;
  /** Milliseconds since the epoch. */
  readonly since: number;
}

interface Owner extends Holder {
  readonly pid: number;
  /** Start of the process and of the machine: a pid alone is used again. */
  readonly process: string;
}

export type Acquired =
  { readonly ok: true; readonly release: () => Promise<void> } | { readonly ok: false; readonly holder: Holder };

/**
 * One state run at a time on one machine, across processes: the daemon and a masterless run exclude each other. A lock whose
 * process is gone is taken over. Those that queue are served in the order of their asking (within one process).
 */
export class RunLock {
  #turn: Promise<unknown> = Promise.resolve();
  readonly #waiting = new Set<string>();

  constructor(
    private readonly path: string,
    private readonly options: {
      readonly poll?: number;
      readonly now?: () => number;
      /** Told when {@link queue} is another one. */
      readonly changed?: () => void;
    } = {},
  ) {}

  /** Jids that wait for their turn, oldest first. */
  get queue(): readonly string[] {
    return [...this.#waiting];
  }

  /**
   * Takes the lock, or says who has it; with `queue` it waits until the lock is free.
   * @throws the reason of `signal` where that ends the waiting.
   */
  async acquire(
    asker: { jid: string; function: string },
    options: { queue: boolean; signal?: AbortSignal },
  ): Promise<Acquired> {
    if (!options.queue) return this.#take(asker);
    this.#waiting.add(asker.jid);
    this.options.changed?.();
    const mine = this.#turn.then(() => this.#wait(asker, options.signal));
    this.#turn = mine.catch(() => undefined);
    try {
      // Whoever is told to stop does not wait for its turn to hear of it.
      return await (options.signal ? Promise.race([mine, aborted(options.signal)]) : mine);
    } catch (error) {
      // It may have got the lock in the very moment in which it was told to stop.
      void mine.then((acquired) => (acquired.ok ? acquired.release() : undefined)).catch(() => undefined);
      throw error;
    } finally {
      this.#waiting.delete(asker.jid);
      this.options.changed?.();
    }
  }

  async #wait(asker: { jid: string; function: string }, signal: AbortSignal | undefined): Promise<Acquired> {
    for (;;) {
      signal?.throwIfAborted();
      const taken = await this.#take(asker);
      if (taken.ok) return taken;
      await new Promise((resolve) => setTimeout(resolve, this.options.poll ?? 200));
    }
  }

  async #take(asker: { jid: string; function: string }): Promise<Acquired> {
    const owner: Owner = {
      jid: asker.jid,
      function: asker.function,
      since: (this.options.now ?? Date.now)(),
      pid: process.pid,
      process: processIdentity(process.pid) ?? '',
    };
    const mine = `${this.path}.${process.pid}.${asker.jid}`;
    await mkdir(dirname(this.path), { recursive: true, mode: 0o755 });
    try {
      await writeFile(mine, JSON.stringify(owner), { mode: 0o600 });
      // A link appears whole or not at all, and fails where the lock exists: no half-written lock is ever read.
      for (let attempt = 0; attempt < 5; attempt += 1) {
        if (await linked(mine, this.path)) return { ok: true, release: () => this.#release(owner) };
        const holder = await this.#holder();
        if (holder && alive(holder))
          return { ok: false, holder: { jid: holder.jid, function: holder.function, since: holder.since } };
        await this.#clear(holder, mine);
      }
      return { ok: false, holder: { jid: 'unknown', function: 'unknown', since: owner.since } };
    } finally {
      await removeFile(mine);
    }
  }

  async #holder(): Promise<Owner | undefined> {
    try {
      return JSON.parse(await readFile(this.path, 'utf8')) as Owner;
    } catch {
      return undefined;
    }
  }

  /** Moves a stale lock aside; where somebody else was quicker and has a fresh one there, it goes back. */
  async #clear(stale: Owner | undefined, mine: string): Promise<void> {
    const aside = `${mine}.stale`;
    try {
      await rename(this.path, aside);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
      throw error;
    }
    const moved = await readFile(aside, 'utf8');
    if (stale && moved !== JSON.stringify(stale)) await linked(aside, this.path);
    await removeFile(aside);
  }

  async #release(owner: Owner): Promise<void> {
    const holder = await this.#holder();
    if (holder?.pid === owner.pid && holder.jid === owner.jid) await removeFile(this.path);
  }
}

async function linked(existing: string, path: string): Promise<boolean> {
  try {
    await link(existing, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function alive(owner: Owner): boolean {
  return processIdentity(owner.pid) === owner.process;
}

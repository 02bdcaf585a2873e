import { open, readFile, rename, rm, type FileHandle } from 'node:fs/promises';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The ledger cannot be read or written: nothing may run, because nobody could tell whether it ran before. */
export class LedgerUnusable extends Error {
  override readonly name = 'LedgerUnusable';
  readonly code = 'ledger-unusable';
  constructor(
    readonly file: string,
    options: { cause: unknown },
  ) {
    super('the replay ledger cannot be used', options);
  }
}

/** Entries that outlive their expiry. */
const newest = 4096;

/**
 * The jids that a minion has begun, on disk, so that a captured or repeated command runs once even when the minion was killed in
 * between. One line per jid, appended and synced before `claim` answers; a last line that a crash tore apart counts as absent,
 * because nothing ran for it. Entries are dropped after their expiry, as such commands are refused by their age; but the newest ones stay whatever
 * the clock says, so that one that jumps ahead and back makes nothing run again.
 */
export class ReplayLedger {
  readonly #file: string;
  readonly #now: () => number;
  readonly #seen: Map<string, number>;
  #handle: FileHandle;
  /** Bytes of whole lines; a failed append is cut back to here. */
  #size: number;
  #lines: number;
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(file: string, now: () => number, seen: Map<string, number>, handle: FileHandle, size: number) {
    this.#file = file;
    this.#now = now;
    this.#seen = seen;
    this.#handle = handle;
    this.#size = size;
    this.#lines = seen.size;
  }

  /** @throws LedgerUnusable */
  static async open(file: string, now: () => number = Date.now): Promise<ReplayLedger> {
    try {
      await mkdir(dirname(file), { recursive: true, mode: 0o700 });
      const seen = read(await readFile(file, 'utf8').catch(absentAsEmpty));
      forgetExpired(seen, now());
      // Opening rewrites: torn lines and expired entries are gone before the first append.
      const { handle, size } = await rewrite(file, seen);
      return new ReplayLedger(file, now, seen, handle, size);
    } catch (cause) {
      throw new LedgerUnusable(file, { cause });
    }
  }

  /**
   * `new` exactly once per jid, and only after it is on disk.
   * @param expires milliseconds since the epoch after which the command is refused by its age alone
   * @param options `durable: false` for a command that only looks: it is written, and survives the death of the process, but a
   *   power cut may forget it, and the worst of that is a question that is answered twice
   * @throws LedgerUnusable where it cannot be written (a full disk); the jid is not claimed then
   */
  claim(jid: string, expires: number, options: { readonly durable?: boolean } = {}): Promise<'new' | 'seen'> {
    const turn = this.#turn.then(() => this.#claim(jid, expires, options.durable ?? true));
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** Whether it was claimed, by somebody whose claim has been answered. */
  has(jid: string): boolean {
    return this.#seen.has(jid);
  }

  async close(): Promise<void> {
    await this.#turn;
    await this.#handle.close();
  }

  async #claim(jid: string, expires: number, durable: boolean): Promise<'new' | 'seen'> {
    if (!/^[A-Za-z0-9_-]{1,64}$/.test(jid) || !Number.isSafeInteger(expires))
      throw new TypeError('not a jid with its expiry');
    if (this.#seen.has(jid)) return 'seen';
    const line = Buffer.from(`${jid} ${expires}\n`);
    try {
      await this.#append(line, durable);
    } catch (cause) {
      // Half a line must not become the head of the next one.
      await this.#handle.truncate(this.#size).catch(() => undefined);
      throw new LedgerUnusable(this.#file, { cause });
    }
    this.#seen.set(jid, expires);
    await this.#compact();
    return 'new';
  }

  async #append(line: Buffer, durable: boolean): Promise<void> {
    let written = 0;
    while (written < line.length) {
      written += (await this.#handle.write(line, written, line.length - written, this.#size + written)).bytesWritten;
    }
    if (durable) await this.#handle.datasync();
    this.#size += line.length;
    this.#lines += 1;
  }

  /** Keeps the file within twice what is alive. A failure is harmless: the old file goes on. */
  async #compact(): Promise<void> {
    if (this.#lines < 2 * newest) return;
    forgetExpired(this.#seen, this.#now());
    if (this.#lines < 2 * this.#seen.size) return;
    try {
      const { handle, size } = await rewrite(this.#file, this.#seen);
      const old = this.#handle;
      this.#handle = handle;
      this.#size = size;
      this.#lines = this.#seen.size;
      await old.close().catch(() => undefined);
    } catch {
      await rm(`${this.#file}.new`, { force: true }).catch(() => undefined);
    }
  }
}

/** Of what has expired, all but the newest; the map holds them in the order in which they came. */
function forgetExpired(seen: Map<string, number>, now: number): void {
  let spare = seen.size - newest;
  for (const [jid, expires] of seen) {
    if (spare <= 0) return;
    spare -= 1;
    if (expires < now) seen.delete(jid);
  }
}

function read(text: string): Map<string, number> {
  const seen = new Map<string, number>();
  const lines = text.split('\n');
  // What follows the last line break was being written when the process died.
  lines.pop();
  for (const line of lines) {
    const found = /^([A-Za-z0-9_-]{1,64}) ([0-9]{1,16})$/.exec(line);
    if (found) seen.set(found[1] as string, Number(found[2]));
  }
  return seen;
}

/** Replaces the file, or fails with the old one in place: what is written to a file that has lost its name would be lost with the process. */
async function rewrite(file: string, seen: ReadonlyMap<string, number>): Promise<{ handle: FileHandle; size: number }> {
  const bytes = Buffer.from([...seen].map(([jid, expires]) => `${jid} ${expires}\n`).join(''));
  // Opened first, because nothing may fail between the new name and its way to the disk.
  const folder = await open(dirname(file), 'r');
  try {
    const handle = await open(`${file}.new`, 'w', 0o600);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
      await rename(`${file}.new`, file);
    } catch (error) {
      await handle.close();
      throw error;
    }
    // Where a power cut undoes the new name after all, the old file still holds every jid up to now.
    await folder.sync().catch(() => undefined);
    return { handle, size: bytes.length };
  } finally {
    await folder.close();
  }
}

function absentAsEmpty(error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT') return '';
  throw error;
}

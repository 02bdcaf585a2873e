import { mkdir, open, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isJid, type Jid } from '@fleet/protocol';
import { isTemporary, removeFile } from '../durable-file.js';

/** Bytes that are kept of what one job says: the newest. Milliseconds for which they are gathered before they are written. */
const bounds = { kept: 1024 * 1024, gathered: 64 * 1024, pause: 100 };

/** Part of what a job said; `start`: bytes before it. */
export interface Said {
  readonly start: number;
  readonly text: string;
}

/** `JID.START`: what a job said from byte START on. */
const fileName = /^([0-9]{20})\.([0-9]+)$/;

/**
 * What one running job has said, redacted, in a file that outlives this process. It is written a few times a second, and never waits for
 * anybody: a disk that is full loses the rest of it, and the return has it all.
 */
export class OutputSpool {
  #start = 0;
  #written = 0;
  #gathered = '';
  #timer: NodeJS.Timeout | undefined;
  #turn: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(
    private readonly directory: string,
    readonly jid: Jid,
    /** Told when there is more to be sent. */
    private readonly grown: () => void,
    private readonly failed: (error: unknown) => void,
  ) {}

  /** Bytes before what is kept, and the end of what is written. */
  get start(): number {
    return this.#start;
  }

  get end(): number {
    return this.#start + this.#written;
  }

  append(text: string): void {
    if (this.#closed || text === '') return;
    this.#gathered += text;
    if (this.#gathered.length >= bounds.gathered) this.#flush();
    else this.#timer ??= setTimeout(() => this.#flush(), bounds.pause).unref();
  }

  /** Text from a byte on, at most so many bytes, whole characters; empty where nothing is there. */
  async read(from: number, most: number): Promise<string> {
    const at = from - this.#start;
    const length = Math.min(most, this.#written - at);
    if (at < 0 || length <= 0) return '';
    const handle = await open(this.#path(this.#start), 'r').catch(absent);
    // It was cut at this very moment.
    if (!handle) return '';
    try {
      const bytes = Buffer.alloc(length);
      const { bytesRead } = await handle.read(bytes, 0, length, at);
      return wholeCharacters(bytes.subarray(0, bytesRead)).toString('utf8');
    } finally {
      await handle.close();
    }
  }

  /** Everything from a byte on, also what is not written yet. */
  async rest(from: number): Promise<Said | undefined> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#turn;
    const start = Math.max(from, this.#start);
    const written = start < this.end ? await this.read(start, this.end - start) : '';
    const gathered = this.#closed ? '' : this.#gathered;
    const text = written + gathered;
    return text === '' ? undefined : { start: Math.min(start, this.end), text };
  }

  /** The return has it all. */
  async remove(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#turn;
    if (this.#written > 0) await removeFile(this.#path(this.#start));
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const text = this.#gathered;
    this.#gathered = '';
    if (text === '' || this.#closed) return;
    this.#turn = this.#turn
      .then(() => this.#write(Buffer.from(text)))
      .then(this.grown)
      .catch((error: unknown) => {
        this.#closed = true;
        this.failed(error);
      });
  }

  async #write(bytes: Buffer): Promise<void> {
    if (this.#written === 0) await mkdir(this.directory, { recursive: true, mode: 0o700 });
    await writeFile(this.#path(this.#start), bytes, { flag: 'a', mode: 0o600 });
    this.#written += bytes.length;
    if (this.#written > 2 * bounds.kept) await this.#cut();
  }

  /** The older half goes. Nothing is lost where the process dies in between: the old file is there until the new one is. */
  async #cut(): Promise<void> {
    const old = this.#path(this.#start);
    const bytes = await readFile(old);
    let from = bytes.length - bounds.kept;
    while (((bytes[from] ?? 0) & 0xc0) === 0x80) from += 1;
    const start = this.#start + from;
    const temporary = join(this.directory, `.${this.jid}.tmp`);
    await writeFile(temporary, bytes.subarray(from), { mode: 0o600 });
    await rename(temporary, this.#path(start));
    this.#start = start;
    this.#written = bytes.length - from;
    await removeFile(old);
  }

  #path(start: number): string {
    return join(this.directory, `${this.jid}.${start}`);
  }
}

/** What an earlier process of this minion left of one job. */
export interface LeftOutput extends Said {
  readonly remove: () => Promise<unknown>;
}

/** What earlier processes left, by jid; it stays until it is told. Of two files of one job, the later is a cut of the earlier. */
export async function readLeftovers(directory: string): Promise<ReadonlyMap<Jid, LeftOutput>> {
  const found = new Map<Jid, LeftOutput>();
  const names = await readdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  for (const name of names) {
    const [, jid = '', start] = fileName.exec(name) ?? [];
    const path = join(directory, name);
    if (isTemporary(name)) await removeFile(path);
    if (!isJid(jid)) continue;
    const other = found.get(jid);
    if (other && other.start > Number(start)) {
      await removeFile(path);
      continue;
    }
    const text = wholeCharacters(await readFile(path)).toString('utf8');
    found.set(jid, { start: Number(start), text, remove: () => removeFile(path) });
    await other?.remove();
  }
  return found;
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
  return undefined;
}

/** Without the half of a character at the end. */
function wholeCharacters(bytes: Buffer): Buffer {
  let head = bytes.length - 1;
  while (head >= 0 && head > bytes.length - 4 && ((bytes[head] as number) & 0xc0) === 0x80) head -= 1;
  const lead = bytes[head] ?? 0;
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
  return bytes.length - head < length ? bytes.subarray(0, head) : bytes;
}

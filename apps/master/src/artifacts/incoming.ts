import { createHash, type Hash } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Artifacts of one minion on their way at once. */
const atOnce = 4;
/** Milliseconds after which one that nobody goes on with is forgotten. */
const idle = 10 * 60_000;

export interface Beginning {
  readonly key: string;
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
}

interface Transfer extends Beginning {
  readonly file: string;
  readonly handle: FileHandle;
  readonly hash: Hash;
  received: number;
  touched: number;
}

/** Artifacts that have not come to their end yet: what lies in the folder of incoming ones, and nowhere else. */
export class Incoming {
  private readonly transfers = new Map<string, Transfer>();
  private count = 0;

  constructor(
    private readonly folder: string,
    private readonly now: () => number = Date.now,
  ) {}

  /** Whatever an earlier master left half. */
  async clear(): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    for (const name of await readdir(this.folder)) await rm(join(this.folder, name), { force: true });
  }

  /** Bytes that a minion has announced, its transfer to this path not counted. */
  announced(key: string, path: string): number {
    return [...this.transfers.values()]
      .filter((transfer) => transfer.key === key && transfer.path !== path)
      .reduce((sum, { size }) => sum + size, 0);
  }

  /** Anew, whatever was there of it. False where too many are on their way. */
  async begin(beginning: Beginning): Promise<boolean> {
    await this.forgetIdle();
    await this.drop(beginning.key, beginning.path);
    const own = [...this.transfers.values()].filter(({ key }) => key === beginning.key);
    if (own.length >= atOnce) return false;
    const file = join(this.folder, String((this.count += 1)));
    const handle = await open(file, 'w', 0o600);
    const state = { file, handle, hash: createHash('sha256'), received: 0, touched: this.now() };
    this.transfers.set(nameOf(beginning.key, beginning.path), { ...beginning, ...state });
    return true;
  }

  /** How much of this very artifact has come; `undefined` where none of it is on its way. */
  received({ key, path, size, sha256 }: Beginning): number | undefined {
    const transfer = this.transfers.get(nameOf(key, path));
    return transfer?.size === size && transfer.sha256 === sha256 ? transfer.received : undefined;
  }

  async append(key: string, path: string, data: Uint8Array): Promise<number> {
    const transfer = this.transfers.get(nameOf(key, path)) as Transfer;
    // Counted first: of two that come at once, the second does not fit where the first one goes.
    transfer.received += data.length;
    transfer.touched = this.now();
    transfer.hash.update(data);
    try {
      // All of it: `write` may take a part on a disk that is about to be full.
      await transfer.handle.writeFile(data);
    } catch (error) {
      await this.drop(key, path);
      throw error;
    }
    return transfer.received;
  }

  /** Puts it into its place where it is what was announced. */
  async finish(key: string, path: string, place: string): Promise<'placed' | 'wrong-hash'> {
    const transfer = this.transfers.get(nameOf(key, path)) as Transfer;
    try {
      if (transfer.hash.digest('hex') !== transfer.sha256) return 'wrong-hash';
      await transfer.handle.sync();
      await mkdir(dirname(place), { recursive: true, mode: 0o700 });
      await rename(transfer.file, place);
      return 'placed';
    } finally {
      await this.drop(key, path);
    }
  }

  async drop(key: string, path: string): Promise<void> {
    const transfer = this.transfers.get(nameOf(key, path));
    if (!transfer) return;
    this.transfers.delete(nameOf(key, path));
    await transfer.handle.close();
    await rm(transfer.file, { force: true });
  }

  async close(): Promise<void> {
    for (const { key, path } of [...this.transfers.values()]) await this.drop(key, path);
  }

  private async forgetIdle(): Promise<void> {
    const before = this.now() - idle;
    for (const { key, path, touched } of [...this.transfers.values()]) if (touched < before) await this.drop(key, path);
  }
}

function nameOf(key: string, path: string): string {
  return `${key} ${path}`;
}

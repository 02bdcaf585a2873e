import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Files named by the SHA-256 of their content, spread over 256 directories. What is there is whole: it appears by rename. */
export class Blobs {
  constructor(readonly directory: string) {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
  }

  file(sha256: string): string {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new TypeError('not a SHA-256');
    return join(this.directory, sha256.slice(0, 2), sha256);
  }

  async has(sha256: string): Promise<boolean> {
    return stat(this.file(sha256)).then((found) => found.isFile(), absent(false));
  }

  readNow(sha256: string): Buffer | undefined {
    try {
      return readFileSync(this.file(sha256));
    } catch (error) {
      return absent(undefined)(error);
    }
  }

  /** Keeps what `chunks` yields under its hash and gives the hash; nothing is kept where `accept` says no. */
  async put(chunks: AsyncIterable<Buffer>, accept: (sha256: string) => boolean = () => true): Promise<string> {
    const temporary = join(this.directory, `${temporaryPrefix}${process.pid}-${randomBytes(8).toString('hex')}`);
    const hash = createHash('sha256');
    try {
      const handle = await open(temporary, 'wx', 0o600);
      try {
        for await (const chunk of chunks) {
          hash.update(chunk);
          await handle.writeFile(chunk);
        }
        // Without this a power cut may leave an empty file under a good name.
        await handle.sync();
      } finally {
        await handle.close();
      }
      const sha256 = hash.digest('hex');
      if (accept(sha256)) {
        await mkdir(dirname(this.file(sha256)), { recursive: true, mode: 0o700 });
        await rename(temporary, this.file(sha256));
      }
      return sha256;
    } finally {
      await rm(temporary, { force: true });
    }
  }
}

/** Writers that were killed leave files of this name behind; `pruneBlobs` removes them. */
export const temporaryPrefix = 'part-';

function absent<T>(otherwise: T): (error: unknown) => T {
  return (error) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return otherwise;
    throw error;
  };
}

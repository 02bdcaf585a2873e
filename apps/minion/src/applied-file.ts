import { readFile } from 'node:fs/promises';
import type { AppliedMemory } from '@fleet/execution';
import type { Logger } from '@fleet/telemetry';
import { replaceFile } from './durable-file.js';

/**
 * What was wished when states were applied last, as fingerprints with a key of this minion. Whoever loses it loses the word why something drifted,
 * and no more; so no trouble with it stops a run.
 */
export class AppliedFile implements AppliedMemory {
  #turn: Promise<void> = Promise.resolve();

  constructor(
    private readonly file: string,
    private readonly secret: Buffer,
    private readonly log: Pick<Logger, 'warn'>,
  ) {}

  async key(): Promise<Buffer> {
    return this.secret;
  }

  /** What cannot be read is as good as garbage: something was there, and nobody knows what. */
  async read(): Promise<string | undefined> {
    try {
      return await readFile(this.file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      this.log.warn({ error, file: this.file }, 'what states were applied here cannot be read');
      return '';
    }
  }

  damaged(): void {
    this.log.warn({ file: this.file }, 'what states were applied here is damaged; why something drifted is not known');
  }

  update(change: (text: string | undefined) => string): Promise<void> {
    return (this.#turn = this.#turn.then(async () => {
      const before = await this.read();
      const after = change(before);
      if (after === before) return;
      try {
        await replaceFile(this.file, after, { durable: true });
      } catch (error) {
        this.log.warn({ error, file: this.file }, 'what states are applied here cannot be written down');
      }
    }));
  }
}

import { readFile } from 'node:fs/promises';
import { removeFile, replaceFile } from './durable-file.js';
import { touches } from './looking.js';

/** What ends jobs and what manages the minion itself is obeyed in any state. */
const always = /^(?:minion\.|saltutil\.(?:(?:kill|term|signal)_job|(?:kill|term)_all_jobs)$)/;

export function obeyedAlways(name: string): boolean {
  return always.test(name);
}

/**
 * Whether this minion takes on work. A drained one finishes what it runs, answers whoever only looks, and refuses the rest until it is told to
 * resume: a file says so, for the processes after this one too.
 */
export class Drain {
  private constructor(
    private readonly file: string,
    private drained: boolean,
    /** Told after each change. */
    private readonly changed: () => void,
  ) {}

  static async open(file: string, changed: () => void = () => undefined): Promise<Drain> {
    // The name alone says it: a power cut may have emptied the file.
    const there = await readFile(file).then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return false;
        throw error;
      },
    );
    return new Drain(file, there, changed);
  }

  get on(): boolean {
    return this.drained;
  }

  holds(name: string): boolean {
    return this.drained && touches(name) && !obeyedAlways(name);
  }

  async begin(jid: string): Promise<void> {
    // What is written later than it is obeyed would be forgotten by a restart in between.
    await replaceFile(this.file, `${JSON.stringify({ jid })}\n`, { durable: true });
    this.drained = true;
    this.changed();
  }

  /** False where it was not drained. */
  async end(): Promise<boolean> {
    const was = this.drained;
    await removeFile(this.file);
    this.drained = false;
    if (was) this.changed();
    return was;
  }
}

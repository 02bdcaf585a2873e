import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { replaceFile } from './durable-file.js';

interface Marks {
  readonly epoch: number;
  readonly pillar: number;
}

/**
 * The greatest epoch and pillar revision that this minion has seen: less is refused. An epoch is on disk before anything of it is obeyed; a pillar
 * revision may be lost with the power, because answers are bound to their questions anyway.
 */
export class HighMarks {
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly file: string,
    private marks: Marks,
  ) {}

  static async open(file: string): Promise<HighMarks> {
    const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
      return '{}';
    });
    const { epoch = 0, pillar = 0 } = parsed(text);
    return new HighMarks(file, { epoch, pillar });
  }

  get epoch(): number {
    return this.marks.epoch;
  }

  /** Whether a command of this epoch may be obeyed. A rejection: the mark could not be written, and nobody should obey. */
  async admitEpoch(epoch: number): Promise<boolean> {
    if (epoch <= this.marks.epoch) return epoch === this.marks.epoch;
    await this.#keep({ epoch, pillar: 0 }, { durable: true });
    return epoch === this.marks.epoch;
  }

  /** Whether a pillar is not older than one that was had already. */
  async admitPillar(epoch: number, revision: number): Promise<boolean> {
    if (!(await this.admitEpoch(epoch)) || revision < this.marks.pillar) return false;
    if (revision > this.marks.pillar) await this.#keep({ epoch, pillar: revision }, { durable: false });
    return true;
  }

  #keep(wanted: Marks, options: { readonly durable: boolean }): Promise<void> {
    const turn = this.#turn.then(async () => {
      const { epoch, pillar } = this.marks;
      // Another one may have gone higher meanwhile.
      if (wanted.epoch < epoch || (wanted.epoch === epoch && wanted.pillar <= pillar)) return;
      await mkdir(dirname(this.file), { recursive: true, mode: 0o700 });
      await replaceFile(this.file, JSON.stringify(wanted), options);
      this.marks = wanted;
    });
    this.#turn = turn.catch(() => undefined);
    return turn;
  }
}

/** What a power cut emptied is as good as none: the next command tells the epoch again. */
function parsed(text: string): Partial<Marks> {
  try {
    const { epoch, pillar } = JSON.parse(text) as Record<string, unknown>;
    return {
      ...(Number.isSafeInteger(epoch) && { epoch: epoch as number }),
      ...(Number.isSafeInteger(pillar) && { pillar: pillar as number }),
    };
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

import { chunksOfReturn, outcomeOf, type Chunk } from '@fleet/output';
import type { Return } from '@fleet/protocol';
import type { JobEnd } from '../output/job-end.js';
import type { ReturnPrinter } from '../output/return-printer.js';

/** Shows what drifted, or could not be checked, and counts the minions that are as they are wished. */
export class DriftReturns implements ReturnPrinter {
  #minions = 0;
  #states = 0;

  constructor(
    private readonly shown: ReturnPrinter,
    private readonly count: (sentence: string) => void,
  ) {}

  expect(minions: readonly string[]): void {
    this.shown.expect?.(minions);
  }

  add(minion: string, answer: Return, chunks: readonly Chunk[] = chunksOfReturn(answer) ?? []): Promise<void> | void {
    const told = chunks.some(({ warnings }) => warnings.length > 0);
    if (told || chunks.length === 0 || outcomeOf(answer, chunks) !== 'ok')
      return this.shown.add(minion, answer, chunks);
    this.#minions += 1;
    this.#states += chunks.length;
  }

  async finish(end: JobEnd): Promise<void> {
    await this.shown.finish(end);
    if (this.#minions === 0) return;
    const states = `${this.#states} ${this.#states === 1 ? 'state' : 'states'}`;
    this.count(
      this.#minions === 1
        ? `1 minion is as it is wished: ${states}`
        : `${this.#minions} minions are as they are wished: ${states}`,
    );
  }
}

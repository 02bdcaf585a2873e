import { answerOfReturn, formatAnswerTable, type Answer } from '@fleet/output';
import type { Return } from '@fleet/protocol';
import { byId } from './by-id.js';
import type { ReturnPrinter } from './return-printer.js';
import type { Terminal } from './terminal.js';

/** `--out table`: one table over all minions, once it is known how wide its columns are. */
export class ReturnTable implements ReturnPrinter {
  readonly #answers: [string, Answer][] = [];

  constructor(private readonly terminal: Terminal) {}

  add(minion: string, answer: Return): void {
    this.#answers.push([minion, answerOfReturn(answer)]);
  }

  finish(): void {
    if (this.#answers.length === 0) return;
    const sorted = this.#answers.sort(([a], [b]) => byId(a, b));
    this.terminal.answer(formatAnswerTable(sorted, this.terminal.paint));
  }
}

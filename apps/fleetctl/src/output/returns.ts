import { formatReturn, type ReturnStyle, returnValue } from '@fleet/output';
import type { Return } from '@fleet/protocol';
import { stringifyPlain, type Value } from '@fleet/values';
import type { Terminal } from './terminal.js';

/**
 * Prints the returns of one job. To somebody who watches: as they arrive. Into a file or a pipe: in the order of the ids, each as
 * soon as those before it are there, so that the same answers always make the same text. As JSON: one object at the end.
 */
export class ReturnPrinter {
  readonly #waiting = new Map<string, Return>();
  readonly #done = new Map<string, Return>();
  #order: string[] = [];

  constructor(
    private readonly terminal: Terminal,
    private readonly style: ReturnStyle,
  ) {}

  expect(minions: readonly string[]): void {
    this.#order = [...minions].sort(byId);
  }

  get answered(): ReadonlyMap<string, Return> {
    return this.#done;
  }

  async add(minion: string, answer: Return): Promise<void> {
    if (this.#done.has(minion)) return;
    this.#done.set(minion, answer);
    this.#waiting.set(minion, answer);
    if (this.style.out === 'json') return;
    if (this.terminal.interactive) return this.#print(minion);
    while (this.#order[0] !== undefined && this.#done.has(this.#order[0]))
      await this.#print(this.#order.shift() as string);
  }

  /** Prints what is left: nothing more will come. */
  async finish(): Promise<void> {
    if (this.style.out === 'json') {
      const values = new Map<Value, Value>(
        [...this.#done].sort(([a], [b]) => byId(a, b)).map(([minion, answer]) => [minion, returnValue(answer)]),
      );
      this.terminal.answer(stringifyPlain(values, 4));
      return;
    }
    for (const minion of [...this.#waiting.keys()].sort(byId)) await this.#print(minion);
  }

  async #print(minion: string): Promise<void> {
    const answer = this.#waiting.get(minion);
    if (!answer) return;
    this.#waiting.delete(minion);
    this.terminal.answer(await formatReturn(minion, answer, this.style));
  }
}

/** `web2` before `web10`, whatever the locale. */
export function byId(a: string, b: string): number {
  const order = new Intl.Collator('en', { numeric: true }).compare(a, b);
  return order === 0 ? Number(a > b) - Number(a < b) : order;
}

import { formatReturn, returnValue, type ReturnStyle } from '@fleet/output';
import type { Return } from '@fleet/protocol';
import { stringifyPlain, type Value } from '@fleet/values';
import { UsageProblem } from '../command-line/target.js';
import type { Settings } from '../session.js';
import { byId } from './by-id.js';
import { GroupedReturns } from './grouped-returns.js';
import { ReturnLines } from './return-lines.js';
import type { ReturnPrinter } from './return-printer.js';
import { returnStyle } from './return-style.js';
import { ReturnTable } from './return-table.js';
import type { Terminal } from './terminal.js';

export { byId } from './by-id.js';

/** The way that was asked for. @throws UsageProblem where grouping makes no sense */
export function openReturns(terminal: Terminal, settings: Settings): ReturnPrinter {
  const { out, group } = settings;
  const style = returnStyle({ terminal, settings });
  const groups = out === undefined || out === 'nested' || out === 'highstate';
  if (group === true && !groups) throw new UsageProblem(`--group goes with nested and highstate, and not with ${out}`);
  switch (out) {
    case 'json':
      return new OneObject(terminal);
    case 'ndjson':
      return new ReturnLines(terminal);
    case 'table':
      return new ReturnTable(terminal);
    default:
      if (groups && (group ?? terminal.interactive)) return new GroupedReturns(terminal, style, settings.verbose);
      return terminal.interactive ? new OnArrival(terminal, style) : new InOrder(terminal, style);
  }
}

class OnArrival implements ReturnPrinter {
  constructor(
    private readonly terminal: Terminal,
    private readonly style: ReturnStyle,
  ) {}

  async add(minion: string, answer: Return): Promise<void> {
    this.terminal.answer(await formatReturn(minion, answer, this.style));
  }

  finish(): void {
    // Everything is shown already.
  }
}

/** In the order of the ids, each as soon as those before it are there, so that the same answers always make the same text. */
class InOrder implements ReturnPrinter {
  readonly #waiting = new Map<string, Return>();
  #order: string[] = [];

  constructor(
    private readonly terminal: Terminal,
    private readonly style: ReturnStyle,
  ) {}

  expect(minions: readonly string[]): void {
    this.#order = [...minions].sort(byId).reverse();
  }

  async add(minion: string, answer: Return): Promise<void> {
    this.#waiting.set(minion, answer);
    for (let next = this.#order.at(-1); next !== undefined && this.#waiting.has(next); next = this.#order.at(-1)) {
      this.#order.pop();
      await this.#print(next);
    }
  }

  async finish(): Promise<void> {
    for (const minion of [...this.#waiting.keys()].sort(byId)) await this.#print(minion);
  }

  async #print(minion: string): Promise<void> {
    const answer = this.#waiting.get(minion);
    if (!answer) return;
    this.#waiting.delete(minion);
    this.terminal.answer(await formatReturn(minion, answer, this.style));
  }
}

/** `--out json`: one object for the whole job. */
class OneObject implements ReturnPrinter {
  readonly #returns: [string, Return][] = [];

  constructor(private readonly terminal: Terminal) {}

  add(minion: string, answer: Return): void {
    this.#returns.push([minion, answer]);
  }

  finish(): void {
    const sorted = this.#returns.sort(([a], [b]) => byId(a, b));
    const values = sorted.map(([minion, answer]): [Value, Value] => [minion, returnValue(answer)]);
    this.terminal.answer(stringifyPlain(new Map(values), 4));
  }
}

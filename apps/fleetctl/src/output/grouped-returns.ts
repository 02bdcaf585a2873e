import { formatReturn, Grouping, type Chunk, type Group, type ReturnStyle } from '@fleet/output';
import type { Return } from '@fleet/protocol';
import { byId } from './by-id.js';
import { minionList } from './minion-list.js';
import type { ReturnPrinter } from './return-printer.js';
import { SharedDiffs } from './shared-diffs.js';
import type { Terminal } from './terminal.js';

/** Answers that are the same once, with the minions that gave them: what is fine, what changed, what would, and what failed last. */
export class GroupedReturns implements ReturnPrinter {
  readonly #grouping = new Grouping();

  constructor(
    private readonly terminal: Terminal,
    private readonly style: ReturnStyle,
    /** Every list of minions in full. */
    private readonly all: boolean,
  ) {}

  add(minion: string, answer: Return, chunks?: readonly Chunk[]): void {
    this.#grouping.add(minion, answer, chunks);
  }

  async finish(): Promise<void> {
    const groups = this.#grouping.sorted(byId);
    const diffs = new SharedDiffs(groups);
    for (const group of groups) this.terminal.answer(await this.#text(group, diffs));
  }

  #text(group: Group, diffs: SharedDiffs): Promise<string> {
    const { minions, outcome, answer, longest } = group;
    const width = this.terminal.screen?.width ?? 80;
    const heading = minionList(minions, width, this.all || outcome === 'failed');
    return formatReturn(heading, answer, {
      ...this.style,
      ...(minions.length > 1 && { shared: { minions: minions.length, longest } }),
      diffText: (diff) => diffs.text(diff, group),
    });
  }
}

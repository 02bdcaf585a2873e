import { createHash } from 'node:crypto';
import type { Return } from '@fleet/protocol';
import { stringifyExact } from '@fleet/values';
import { timeless, type Chunk } from './chunk.js';
import { diffsIn } from './diffs.js';
import { outcomeOf, outcomes, type Outcome } from './outcome.js';

/** Minions whose answers are the same, apart from times. */
export interface Group {
  /** In the order in which they answered. */
  readonly minions: string[];
  readonly outcome: Outcome;
  /** What the first of them answered. */
  readonly answer: Return;
  /** Of state runs, by chunk: the longest that it took on one of them; milliseconds. */
  readonly longest: number[];
  readonly diffs: readonly string[];
}

/** Sorts returns into groups as they arrive; of a group only the first return is kept. */
export class Grouping {
  readonly #groups = new Map<string, Group>();

  /** `chunks`: those of the return, where it is one of a state run. */
  add(minion: string, answer: Return, chunks?: readonly Chunk[]): void {
    const outcome = outcomeOf(answer, chunks);
    const key = createHash('sha256')
      .update(signature(answer, outcome, chunks))
      .digest('base64');
    const group = this.#groups.get(key);
    if (!group) {
      const longest = (chunks ?? []).map(({ duration }) => duration);
      const diffs = (chunks ?? []).flatMap(({ changes }) => diffsIn(changes));
      this.#groups.set(key, { minions: [minion], outcome, answer, longest, diffs });
      return;
    }
    group.minions.push(minion);
    for (const [index, { duration }] of (chunks ?? []).entries())
      group.longest[index] = Math.max(group.longest[index] ?? 0, duration);
  }

  /** By outcome, what failed last; within an outcome in the order of `compare` on their first minions. Their minions are sorted too. */
  sorted(compare: (a: string, b: string) => number): Group[] {
    const groups = [...this.#groups.values()];
    for (const { minions } of groups) minions.sort(compare);
    const first = ({ minions }: Group): string => minions[0] ?? '';
    return groups.sort(
      (a, b) => outcomes.indexOf(a.outcome) - outcomes.indexOf(b.outcome) || compare(first(a), first(b)),
    );
  }
}

/** Everything that is shown of an answer, and no times. */
function signature(answer: Return, outcome: Outcome, chunks?: readonly Chunk[]): string {
  const { value, fault, out, retcode } = answer;
  return JSON.stringify([outcome, out, retcode, fault, chunks ? chunks.map(ofChunk) : value]);
}

function ofChunk({ id, function: name, name: what, result, comment, changes, warnings, destroys }: Chunk): unknown[] {
  return [id, name, what, result, comment, stringifyExact(timeless(name, changes)), warnings, destroys];
}

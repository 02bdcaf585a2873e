import type { Group } from '@fleet/output';
import { byId } from './by-id.js';

/** Longer lists of minions are counted. */
const mostNamed = 20;

/** Shows a diff that several groups have once, with the minions of all of them, and refers to it after that. */
export class SharedDiffs {
  readonly #groups = new Map<string, Group[]>();
  readonly #shown = new Map<string, string>();

  constructor(groups: readonly Group[]) {
    for (const group of groups) {
      for (const diff of new Set(group.diffs)) {
        const having = this.#groups.get(diff);
        if (having) having.push(group);
        else this.#groups.set(diff, [group]);
      }
    }
  }

  text(diff: string, group: Group): string {
    const others = (this.#groups.get(diff) ?? []).filter((other) => other !== group);
    const first = this.#shown.get(diff);
    const own = group.minions[0] ?? '';
    if (first !== undefined) return first === own ? diff : `the same as on ${first}, above`;
    this.#shown.set(diff, own);
    if (others.length === 0) return diff;
    return `${diff.trimEnd()}\n(the same on ${named(others.flatMap(({ minions }) => minions))})\n`;
  }
}

function named(minions: string[]): string {
  const sorted = minions.sort(byId);
  if (sorted.length <= mostNamed) return sorted.join(', ');
  return `${sorted.slice(0, mostNamed).join(', ')} and ${sorted.length - mostNamed} more`;
}

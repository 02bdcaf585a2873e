import type { Value, ValueMap } from '@fleet/values';
import type { Merging } from './merging.js';
import { mergeParts, type Part } from './part.js';

interface Merged {
  readonly parts: readonly Part[];
  readonly merging: Merging;
  readonly result: Part;
}

/**
 * What was worked out from data that many minions share, for as long as that data lives. It is found by the very same data only, and data
 * in a pillar never changes.
 */
export class SharedMerges {
  private readonly rests = new WeakMap<ValueMap, ValueMap>();
  private readonly wraps = new WeakMap<ValueMap, Map<string, ValueMap>>();
  private readonly merges = new WeakMap<ValueMap, Merged>();

  /** The mapping without one of its keys, which is always the same one. */
  without(value: ValueMap, key: Value): ValueMap {
    const known = this.rests.get(value);
    if (known) return known;
    const rest: ValueMap = new Map(value);
    rest.delete(key);
    this.rests.set(value, rest);
    return rest;
  }

  /** The mapping under the steps of a path. */
  under(steps: readonly string[], data: ValueMap): ValueMap {
    if (steps.length === 0) return data;
    const name = JSON.stringify(steps);
    const known = this.wraps.get(data)?.get(name);
    if (known) return known;
    const wrapped = steps.reduceRight<ValueMap>((inner, step) => new Map([[step, inner]]), data);
    this.wraps.set(data, (this.wraps.get(data) ?? new Map<string, ValueMap>()).set(name, wrapped));
    return wrapped;
  }

  /** The parts merged in their order; of those that belong to one `owner`, the last result is remembered. */
  merged(owner: ValueMap, parts: readonly Part[], merging: Merging): Part {
    const known = this.merges.get(owner);
    const isSame =
      known?.parts.length === parts.length &&
      known.parts.every(({ data }, index) => data === parts[index]?.data) &&
      known.merging.strategy === merging.strategy &&
      known.merging.mergeLists === merging.mergeLists;
    if (known && isSame) return known.result;
    const result = mergeParts(parts, merging);
    this.merges.set(owner, { parts, merging, result });
    return result;
  }
}

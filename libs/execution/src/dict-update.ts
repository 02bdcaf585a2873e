import { copy, equal, isList, isMap, type Value, type ValueMap } from '@fleet/values';
import { FunctionRefused } from './definition.js';

export interface UpdateOptions {
  /** Mappings merge into mappings; without, `over` replaces whole keys. */
  readonly recursive?: boolean;
  /** Lists are joined, what is there already left out; without, they are replaced. */
  readonly mergeLists?: boolean;
}

/**
 * `over` merged into a copy of `base`, as Salt's merging functions do it.
 * @throws FunctionRefused `bad-arguments` where either is no mapping
 */
export function updated(base: Value, over: Value, options: UpdateOptions = {}): ValueMap {
  if (!isMap(base) || !isMap(over))
    throw new FunctionRefused('bad-arguments', 'only mappings can be merged into each other');
  const result = copy(base);
  for (const [key, item] of over) {
    const old = result.get(key) ?? null;
    if (options.recursive !== false && isMap(old) && isMap(item))
      result.set(key, updated(old, item, { mergeLists: options.mergeLists ?? false }));
    else if (options.recursive !== false && options.mergeLists && isList(old) && isList(item))
      result.set(key, joined(old, item));
    else result.set(key, copy(item));
  }
  return result;
}

/** What `over` has and `base` has not, after `base`. */
export function joined(base: readonly Value[], over: readonly Value[]): Value[] {
  return [...base, ...copy(over.filter((item) => !base.some((known) => equal(known, item))))];
}

/** What is said of `strategy` where it is an argument. */
export const strategyWords =
  'How: smart, recurse and none merge mappings; list keeps both values of a key in a list; overwrite and aggregate replace whole keys.';

export const strategies = ['smart', 'recurse', 'list', 'aggregate', 'overwrite', 'none'] as const;
export type Strategy = (typeof strategies)[number];

export function mergedBy(strategy: Strategy, base: ValueMap, over: ValueMap, mergeLists: boolean): ValueMap {
  switch (strategy) {
    case 'list':
      // What only the second has is not in it.
      return new Map(
        [...base].map(([key, item]) => [key, over.has(key) ? [copy(item), copy(over.get(key) as Value)] : copy(item)]),
      );
    case 'overwrite':
    case 'aggregate':
      return updated(base, over, { recursive: false });
    default:
      return updated(base, over, { mergeLists: strategy === 'none' ? false : mergeLists });
  }
}

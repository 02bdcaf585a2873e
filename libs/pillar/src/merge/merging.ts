import { equal, isList, isMap, type Value, type ValueMap } from '@fleet/values';

/**
 * How data of one source goes over that of another. `smart`, `recurse` and `none`: mappings key by key, everything else is replaced (`none`
 * also reads one environment only). `overwrite` and `aggregate`: top-level keys are replaced whole. `list`: a top-level key that both have
 * becomes the list of both values.
 */
export const mergeStrategies = ['smart', 'recurse', 'aggregate', 'overwrite', 'list', 'none'] as const;

export type MergeStrategy = (typeof mergeStrategies)[number];

export interface Merging {
  readonly strategy: MergeStrategy;
  /** Lists are joined, without the items that are there already, instead of replaced. */
  readonly mergeLists: boolean;
  /** What an SLS includes wins over what it says itself. */
  readonly includesOverride: boolean;
}

export const usualMerging: Merging = { strategy: 'smart', mergeLists: false, includesOverride: false };

/** `over` merged into `base`. Neither is changed, and the result shares with them what it can. */
export function mergeData(base: ValueMap, over: ValueMap, { strategy, mergeLists }: Merging): ValueMap {
  if (base.size === 0) return over;
  if (over.size === 0) return base;
  switch (strategy) {
    case 'overwrite':
    case 'aggregate':
      return new Map([...base, ...over]);
    case 'list':
      return new Map([...base, ...[...over].map(([key, item]): [Value, Value] => [key, pair(base.get(key), item)])]);
    case 'none':
      return deep(base, over, false) as ValueMap;
    default:
      return deep(base, over, mergeLists) as ValueMap;
  }
}

function pair(old: Value | undefined, item: Value): Value {
  return old === undefined ? item : [old, item];
}

function deep(base: Value, over: Value, mergeLists: boolean): Value {
  if (isMap(base) && isMap(over)) {
    if (over.size === 0) return base;
    const result: ValueMap = new Map(base);
    for (const [key, item] of over) {
      const old = result.get(key);
      result.set(key, old === undefined ? item : deep(old, item, mergeLists));
    }
    return result;
  }
  if (mergeLists && isList(base) && isList(over))
    return [...base, ...over.filter((item) => !base.some((there) => equal(there, item)))];
  return over;
}

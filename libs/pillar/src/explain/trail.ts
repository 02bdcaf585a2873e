import type { Place } from '@fleet/diagnostics';
import { isList, isMap, type Value, type ValueMap } from '@fleet/values';
import { mergeData, type Merging } from '../merge/merging.js';
import type { Part } from '../merge/part.js';

/** Something that was done to the value at a path while the pillar was merged. */
export interface TrailStep {
  /**
   * `set`: there was nothing before; `merged`: a mapping into a mapping; `appended`: a list to a list; `overrode`: replaced what was there;
   * `removed`: replaced something around it; `included`: the include that put a file's data under a key, or gave it defaults.
   */
  readonly how: 'set' | 'merged' | 'appended' | 'overrode' | 'removed' | 'included';
  readonly at?: Place;
  readonly sls?: string;
  readonly environment?: string;
  /** What was written; of `removed`, what stands in the place of what was around it. */
  readonly value?: Value;
  /** Of `included`. */
  readonly key?: readonly string[];
  readonly defaults?: ValueMap;
}

/** Everything that was done to the value at a path, in order. Steps that a later one made void are still there: they say what lost. */
export function trailOf(part: Part, path: readonly string[], merging: Merging): TrailStep[] {
  const { origin, data } = part;
  switch (origin?.kind) {
    case 'file': {
      const { document, sls, environment, path: file } = origin;
      const written = { sls, environment };
      const whole: Place = { file, line: 1, column: 0 };
      const found = locate(data, path);
      if (!found) return [];
      const at = (found.container && document.at(found.container, found.key)) ?? whole;
      return [{ how: found.isWhole ? 'set' : 'removed', at, value: found.value, ...written }];
    }
    case 'include': {
      const { key, at, defaults } = origin;
      const shared = Math.min(key.length, path.length);
      if (key.slice(0, shared).some((step, index) => step !== path[index])) return [];
      const inner = trailOf(origin.part, path.slice(key.length), merging);
      if (inner.length === 0 || (key.length === 0 && !defaults)) return inner;
      const outside = key.slice(path.length);
      const steps = outside.length === 0 ? inner : inner.map((step) => ({ ...step, ...wrapped(step, outside) }));
      return [{ how: 'included', at, ...(key.length > 0 && { key }), ...(defaults && { defaults }) }, ...steps];
    }
    case 'merged':
      return foldTrails(origin.parts, path, merging);
    default:
      return [];
  }
}

function wrapped({ value }: TrailStep, outside: readonly string[]): Pick<TrailStep, 'value'> {
  return value === undefined
    ? {}
    : { value: outside.reduceRight<Value>((inner, step) => new Map([[step, inner]]), value) };
}

function foldTrails(parts: readonly Part[], path: readonly string[], merging: Merging): TrailStep[] {
  const [first, ...rest] = parts;
  if (!first) return [];
  let steps = settled(trailOf(first, path, merging), undefined);
  let data = first.data;
  for (const part of rest) {
    const before = valueAt(data, path);
    const over = valueAt(part.data, path);
    const further = trailOf(part, path, merging);
    if (over !== undefined)
      steps = [...steps, ...settled(further, before === undefined ? undefined : relation(before, over, path, merging))];
    else if (before !== undefined) {
      const blocking = further.length > 0 ? further : lostWith(part, path, merging);
      steps = [...steps, ...blocking.map((step) => ({ ...step, how: 'removed' as const }))];
    }
    data = mergeData(data, part.data, merging);
  }
  return steps;
}

/** Steps of a part that goes over what was there before. What removes nothing is no step. */
function settled(steps: readonly TrailStep[], how: TrailStep['how'] | undefined): TrailStep[] {
  const kept = steps.filter((step, index) => step.how !== 'removed' || index > 0);
  return kept.map((step) => (step.how === 'set' && how !== undefined ? { ...step, how } : step));
}

function relation(before: Value, over: Value, path: readonly string[], merging: Merging): TrailStep['how'] {
  if (replacesWhole(merging)) return 'overrode';
  if (merging.strategy === 'list') return path.length === 1 ? 'appended' : 'overrode';
  if (isMap(before) && isMap(over)) return 'merged';
  if (merging.mergeLists && isList(before) && isList(over)) return 'appended';
  return 'overrode';
}

/** Where top-level keys are replaced whole, what they held is gone though the new one does not speak of it. */
function lostWith(part: Part, path: readonly string[], merging: Merging): TrailStep[] {
  return replacesWhole(merging) && path.length > 1 ? trailOf(part, path.slice(0, 1), merging).slice(-1) : [];
}

function replacesWhole({ strategy }: Merging): boolean {
  return strategy === 'overwrite' || strategy === 'aggregate';
}

interface Located {
  readonly container?: ValueMap;
  readonly key?: Value;
  readonly value: Value;
  /** The value stands at the path; otherwise it stands around it, and is no mapping. */
  readonly isWhole: boolean;
}

function locate(data: ValueMap, path: readonly string[]): Located | undefined {
  let value: Value = data;
  let at: Pick<Located, 'container' | 'key'> = {};
  for (const step of path) {
    if (!isMap(value)) return { ...at, value, isWhole: false };
    const key = keyOf(value, step);
    if (key === undefined) return undefined;
    at = { container: value, key };
    value = value.get(key) as Value;
  }
  return { ...at, value, isWhole: true };
}

/** The value at a path through mappings. */
export function valueAt(data: ValueMap, path: readonly string[]): Value | undefined {
  const found = locate(data, path);
  return found?.isWhole ? found.value : undefined;
}

/** The key of a mapping that a step of a path means: the text, else the number that it is written as. */
export function keyOf(map: ValueMap, step: string): Value | undefined {
  if (map.has(step)) return step;
  const number = /^-?[0-9]+$/.test(step) ? Number(step) : undefined;
  return number !== undefined && map.has(number) ? number : undefined;
}

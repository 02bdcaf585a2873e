import type { Value, ValueMap } from './value.js';

/**
 * Follows a Salt path (`cortensord:instances:node_01`, `list:0`) into `data`; `undefined` where a step is missing.
 * A numeric step indexes lists, and matches int keys of mappings that have no such string key.
 */
export function traverse(data: Value, path: string, delimiter = ':'): Value | undefined {
  let at: Value | undefined = data;
  for (const step of path.split(delimiter)) {
    at = descend(at, step);
    if (at === undefined) return undefined;
  }
  return at;
}

function descend(at: Value, step: string): Value | undefined {
  const index = /^[-+]?[0-9]+$/.test(step.trim()) ? Number(step) : undefined;
  if (at instanceof Map) return at.has(step) ? at.get(step) : underReadKey(at, step);
  if (!Array.isArray(at)) return undefined;
  // A step into a list of mappings looks at each, as Salt does, before it counts.
  const key = index ?? step;
  for (const item of at) if (item instanceof Map && item.has(key)) return item.get(key);
  return index === undefined ? undefined : at.at(index);
}

const words: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
]);

/** A key that is no text, as YAML would read the step. */
function underReadKey(map: ValueMap, step: string): Value | undefined {
  const word = words.get(step.toLowerCase());
  if (word !== undefined) return map.get(word);
  if (!/^[-+]?[0-9]+(?:\.[0-9]*)?$/.test(step)) return undefined;
  return map.get(Number(step));
}

/**
 * `over` merged into `base`, the way pillar merges ("smart"): mappings merge key by key, everything else is replaced. Neither
 * input is changed; the result shares no mapping with them.
 */
export function mergeRecursive(base: Value, over: Value, mergeLists = false): Value {
  if (base instanceof Map && over instanceof Map) {
    const result: ValueMap = new Map(base);
    for (const [key, item] of over) {
      const old = result.get(key);
      result.set(key, old === undefined ? item : mergeRecursive(old, item, mergeLists));
    }
    return result;
  }
  if (mergeLists && Array.isArray(base) && Array.isArray(over)) return [...base, ...over];
  return over;
}

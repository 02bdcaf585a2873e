import { stringifyExact, type Value } from '@fleet/values';

/** The same data of the same types: `1`, `1.0`, `'1'` and `true` are four values. Mappings regardless of their order. */
export function same(a: Value, b: Value): boolean {
  if (a instanceof Map || b instanceof Map) {
    if (!(a instanceof Map && b instanceof Map) || a.size !== b.size) return false;
    return [...a].every(([key, value]) => b.has(key) && same(value, b.get(key) as Value));
  }
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!(Array.isArray(a) && Array.isArray(b)) || a.length !== b.length) return false;
    return a.every((item, index) => same(item, b[index] as Value));
  }
  return stringifyExact(a) === stringifyExact(b);
}

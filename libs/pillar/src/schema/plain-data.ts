import { Float, isList, isMap, stringifyExact, type Value } from '@fleet/values';

/**
 * Data as a JSON Schema validator takes it. Ints beyond 2^53 become the nearest number for it, and stay known exactly: {@link exactValue}
 * gives what really stands there, so that no comparison is made with a rounded one.
 */
export interface PlainData {
  readonly data: unknown;
  /** What stands at `key` of an object or list of `data`; the number itself where the validator made it up. */
  exactValue(container: unknown, key: string | number | undefined, otherwise: unknown): Value;
}

export function plainData(value: Value): PlainData {
  const sources = new WeakMap<object, ReadonlyMap<string | number, Value>>();
  return {
    data: plain(value),
    exactValue(container, key, otherwise) {
      const source = typeof container === 'object' && container !== null ? sources.get(container) : undefined;
      const exact = key === undefined ? undefined : source?.get(key);
      return exact === undefined ? (otherwise as Value) : exact;
    },
  };

  function plain(item: Value): unknown {
    if (typeof item === 'bigint') return nearest(item);
    if (item instanceof Float) return item.value;
    if (isList(item)) {
      const list = item.map(plain);
      sources.set(list, new Map(item.entries()));
      return list;
    }
    if (!isMap(item)) return item;
    const object = Object.create(null) as Record<string, unknown>;
    const source = new Map<string, Value>();
    for (const [key, inner] of item) {
      const name = keyText(key);
      object[name] = plain(inner);
      source.set(name, inner);
    }
    sources.set(object, source);
    return object;
  }
}

/** Finite, and an integer: the validator asks no more of it. */
function nearest(value: bigint): number {
  const number = Number(value);
  return Number.isFinite(number) ? number : Math.sign(number) * Number.MAX_VALUE;
}

export function keyText(key: Value): string {
  return typeof key === 'string' ? key : stringifyExact(key);
}

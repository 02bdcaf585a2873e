/**
 * The data that templates, SLS files, pillar and grains are made of. It is Python's data model as Salt users know it,
 * because trees depend on its corners: integers keep every digit, `1.0` is not `1`, mappings keep their order and may
 * have keys that are not strings, and no value has a prototype that a template could climb.
 */
export type Value = null | boolean | number | bigint | string | Float | Value[] | ValueMap;

export type ValueMap = Map<Value, Value>;

/**
 * A float whose value is integral (`1.0`, `1e3`). Every other float is a plain non-integer `number`; every plain
 * `number` with an integral value is an int. Ints beyond 2^53 are `bigint`; ints within are always `number`.
 */
export class Float {
  constructor(readonly value: number) {}
}

/** A tuple: a list that prints as `(1, 2)`. Build it with {@link tuple}. */
export class Tuple extends Array<Value> {
  /** `map`, `filter` and `slice` of a tuple give plain lists. */
  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }
}

export function tuple(items: Iterable<Value>): Tuple {
  const result = new Tuple();
  for (const item of items) result.push(item);
  return result;
}

export function isMap(value: unknown): value is ValueMap {
  return value instanceof Map;
}

export function isList(value: unknown): value is Value[] {
  return Array.isArray(value);
}

/** The float `value`, boxed only where a plain number would read as an int. */
export function float(value: number): number | Float {
  return Number.isInteger(value) ? new Float(value) : value;
}

/** The int `value`, as a number where that is exact. */
export function int(value: bigint): number | bigint {
  return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
}

/** A deep copy; what a template does to it stays in it. */
export function copy<T extends Value>(value: T): T {
  if (value instanceof Map) {
    const result: ValueMap = new Map();
    for (const [key, item] of value as ValueMap) result.set(key, copy(item));
    return result as T;
  }
  if (Array.isArray(value)) {
    const items = (value as Value[]).map((item) => copy(item));
    return (value instanceof Tuple ? tuple(items) : items) as T;
  }
  return value;
}

/** Equal as data, the way Python's `==` sees it: `1 == 1.0`, mappings without regard to order, lists in order. */
export function equal(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (a instanceof Map && b instanceof Map) {
    if (a.size !== b.size) return false;
    for (const [key, item] of a as ValueMap) {
      if (!b.has(key) || !equal(item, b.get(key) as Value)) return false;
    }
    return true;
  }
  if (Array.isArray(a) && Array.isArray(b)) {
    // Python's lists and tuples are never equal.
    if (a instanceof Tuple !== b instanceof Tuple) return false;
    return a.length === b.length && a.every((item, index) => equal(item, b[index] as Value));
  }
  const x = numeric(a);
  const y = numeric(b);
  // A bigint and a number compare exactly in JavaScript, without rounding either.
  return x !== undefined && y !== undefined && x == y;
}

function numeric(value: Value): number | bigint | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  if (typeof value === 'boolean') return Number(value);
  return value instanceof Float ? value.value : undefined;
}

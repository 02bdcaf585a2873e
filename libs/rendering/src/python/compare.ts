import { Float, Tuple } from '@fleet/values';
import { Effort } from './effort.js';
import { Markup, plain } from './markup.js';
import { TemplateObject, typeError, typeNameOf, Undefined, type Thing } from './things.js';

export function truthy(thing: Thing): boolean {
  if (typeof thing === 'boolean') return thing;
  if (thing === null) return false;
  switch (typeof thing) {
    case 'string':
      return thing.length > 0;
    case 'number':
      return thing !== 0;
    case 'bigint':
      return thing !== 0n;
  }
  if (Array.isArray(thing)) return thing.length > 0;
  if (thing instanceof Map) return thing.size > 0;
  if (thing instanceof Float) return thing.value !== 0;
  return thing.truth();
}

/** The number behind a bool, int or float; `undefined` for everything else. */
export function numberOf(thing: Thing): number | bigint | undefined {
  if (typeof thing === 'number' || typeof thing === 'bigint') return thing;
  if (typeof thing === 'boolean') return thing ? 1 : 0;
  return thing instanceof Float ? thing.value : undefined;
}

/** Python's `==`: never coerces, `1 == 1.0 == True`, lists are not tuples. */
export function same(a: Thing, b: Thing): boolean {
  return a === b || sameWithin(a, b, undefined);
}

/** Pairs that one comparison may look at. */
const mostPairs = 2_000_000;

function comparing(): Effort {
  return new Effort(mostPairs, `a comparison of more than ${mostPairs} values`);
}

function sameWithin(a: Thing, b: Thing, given: Effort | undefined): boolean {
  if (a === b) return true;
  if (typeof a === 'string' || typeof b === 'string') return sameMarked(a, b);
  const x = numberOf(a);
  const y = numberOf(b);
  if (x !== undefined || y !== undefined) return x !== undefined && y !== undefined ? x == y : refuseUndefined(a, b);
  if (Array.isArray(a) && Array.isArray(b)) {
    if (a.length !== b.length || a instanceof Tuple !== b instanceof Tuple) return false;
    const effort = given ?? comparing();
    effort.spend(a.length + 1);
    return a.every((item, index) => sameWithin(item, b[index] as Thing, effort));
  }
  if (a instanceof Map && b instanceof Map) {
    if (a.size !== b.size) return false;
    const effort = given ?? comparing();
    effort.spend(a.size + 1);
    for (const [key, item] of a) {
      const real = findKey(b, key, effort);
      if (real === undefined || !sameWithin(item, b.get(real) as Thing, effort)) return false;
    }
    return true;
  }
  if (a instanceof TemplateObject && b instanceof TemplateObject && a.equals(b)) return true;
  return sameMarked(a, b);
}

/** What is left to compare: texts of which one or both are marked, or nothing alike. */
function sameMarked(a: Thing, b: Thing): boolean {
  if (a instanceof Markup || b instanceof Markup) return plain(a) === plain(b) || refuseUndefined(a, b);
  return refuseUndefined(a, b);
}

/** Jinja's strict undefined refuses even a comparison. */
function refuseUndefined(a: Thing, b: Thing): false {
  for (const thing of [a, b]) if (thing instanceof Undefined) throw thing.failure();
  return false;
}

/** Asked of what lies inside a tuple, whether Python could hash it. */
const noKeys: ReadonlyMap<Thing, Thing> = new Map();

/**
 * The key of `map` that equals `key` as Python sees it (`1`, `1.0` and `True` are one key, tuples compare by content).
 * @throws PythonError for a key that Python could not hash
 */
export function findKey(map: ReadonlyMap<Thing, Thing>, key: Thing, given?: Effort): Thing | undefined {
  if (typeof key === 'string') return map.has(key) ? key : undefined;
  if (map.has(key)) return key;
  const number = numberOf(key);
  if (number !== undefined) {
    for (const known of map.keys())
      if (numberOf(known) == number && typeof known !== 'string' && known !== null) return known;
    return undefined;
  }
  if (key instanceof Tuple) {
    const effort = given ?? comparing();
    effort.spend(key.length + 1);
    for (const item of key) findKey(noKeys, item as Thing, effort);
    for (const known of map.keys())
      if (known instanceof Tuple && sameWithin(known as Thing, key as Thing, effort)) return known;
    return undefined;
  }
  if (key instanceof Undefined) throw key.failure();
  if (key instanceof Markup) return findKey(map, key.text, given);
  if (Array.isArray(key) || key instanceof Map || (key instanceof TemplateObject && !key.isHashable()))
    typeError(`unhashable type: '${typeNameOf(key)}'`);
  return undefined;
}

export function getItem(map: ReadonlyMap<Thing, Thing>, key: Thing): Thing | undefined {
  if (typeof key === 'string') return map.get(key);
  const known = findKey(map, key);
  return known === undefined ? undefined : map.get(known);
}

export function setItem(map: Map<Thing, Thing>, key: Thing, value: Thing): void {
  if (typeof key === 'string') map.set(key, value);
  else map.set(findKey(map, key) ?? plain(key), value);
}

/** Below, equal or above zero as `a` sorts before, with or after `b`. */
export function order(a: Thing, b: Thing, operator = '<'): number {
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b);
  const x = numberOf(a);
  const y = numberOf(b);
  if (x !== undefined && y !== undefined) return x < y ? -1 : x > y ? 1 : x == y ? 0 : NaN;
  if (Array.isArray(a) && Array.isArray(b) && a instanceof Tuple === b instanceof Tuple) {
    for (let index = 0; index < a.length && index < b.length; index += 1) {
      const left = a[index] as Thing;
      const right = b[index] as Thing;
      if (!same(left, right)) return order(left, right, operator);
    }
    return a.length - b.length;
  }
  refuseUndefined(a, b);
  if (a instanceof Markup || b instanceof Markup) return order(plain(a), plain(b), operator);
  return typeError(`'${operator}' not supported between instances of '${typeNameOf(a)}' and '${typeNameOf(b)}'`);
}

/** By code points, as Python; UTF-16 order differs only where both are beyond the first surrogate. */
function compareText(a: string, b: string): number {
  if (a === b) return 0;
  if (!/[\ud800-\udfff]/.test(a) && !/[\ud800-\udfff]/.test(b)) return a < b ? -1 : 1;
  const left = Array.from(a, (char) => char.codePointAt(0) as number);
  const right = Array.from(b, (char) => char.codePointAt(0) as number);
  for (let index = 0; index < left.length && index < right.length; index += 1) {
    const difference = (left[index] as number) - (right[index] as number);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

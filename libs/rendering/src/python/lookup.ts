import { nearMatch } from '@fleet/diagnostics';
import { Float, Tuple } from '@fleet/values';
import type { Engine } from './engine.js';
import { dictMethods } from './dict-methods.js';
import { getItem, numberOf } from './compare.js';
import { listMethods, tupleMethods } from './list-methods.js';
import { floatMethods, intMethods, numberAttribute } from './number-methods.js';
import { intOf, Range } from './objects.js';
import { askedByPlace, writtenToday } from './older-words.js';
import { reprOf } from './print.js';
import { Markup } from './markup.js';
import { marked, markupMethod } from './markup-methods.js';
import type { Methods } from './methods.js';
import { bind } from './signature.js';
import { stringMethods } from './string-methods.js';
import {
  Callable,
  describeOwner,
  foundOr,
  Nothing,
  PythonError,
  tupleOf,
  typeError,
  typeNameOf,
  Undefined,
  valueError,
  type Thing,
} from './things.js';
import { characters, hasSurrogates } from './text.js';

/** `x.name`: a method or attribute first, then the item of that name. */
export function attribute(target: Thing, name: string, engine: Engine): Thing {
  const method = methodOf(target, name, engine);
  return method === undefined ? foundOr(itemOf(target, name), () => missing(target, name)) : method;
}

/** `x[key]`: the item first, then the attribute of that name. */
export function item(target: Thing, key: Thing, engine: Engine): Thing {
  const found = itemOf(target, key);
  if (found !== undefined) return found;
  const method = typeof key === 'string' ? methodOf(target, key, engine) : undefined;
  return foundOr(method, () => missing(target, key));
}

/** The item alone, as the filters `map(attribute=…)` and `attr` look: `undefined` where there is none. */
export function itemOf(target: Thing, key: Thing): Thing | undefined {
  if (target instanceof Map) return getItem(target, key);
  if (typeof target === 'string' || Array.isArray(target)) return sequenceItem(target, key);
  if (target === null || typeof target !== 'object' || target instanceof Float) return undefined;
  if (target instanceof Undefined) throw target.failure();
  if (target instanceof Markup) return marked(itemOf(target.text, key));
  return target.item(key);
}

function sequenceItem(target: string | Thing[], key: Thing): Thing | undefined {
  if (typeof key === 'string' || typeof key === 'object') return undefined;
  const number = numberOf(key);
  if (number === undefined || !Number.isInteger(Number(number))) return undefined;
  const index = Number(number);
  const items = typeof target === 'string' && hasSurrogates(target) ? characters(target) : target;
  return items[index < 0 ? items.length + index : index];
}

function missing(target: Thing, key: Thing): Undefined {
  if (target instanceof Undefined) throw target.failure();
  if (target instanceof Nothing) throw new PythonError('undefined', 'the inline if was false and has no else');
  const owner = describeOwner(target);
  if (typeof key !== 'string') {
    const shown = key instanceof Undefined ? 'Undefined' : reprOf(key);
    return new Undefined(`${owner} has no element ${shown}`, () => askedByPlace(typeNameOf(target)));
  }
  return new Undefined(`'${owner}' has no attribute ${reprOf(key)}`, () => {
    const today = writtenToday(typeNameOf(target), key);
    if (today !== undefined || !(target instanceof Map)) return today;
    const near = nearMatch(
      key,
      [...target.keys()].filter((known) => typeof known === 'string'),
    );
    return near === undefined ? undefined : `Did you mean '${near}'?`;
  });
}

const methodTables: Record<string, Methods> = {
  str: stringMethods,
  dict: dictMethods,
  list: listMethods,
  tuple: tupleMethods,
  int: intMethods,
  bool: intMethods,
  float: floatMethods,
};

/** A method or attribute of Python's types, from our tables only. */
export function methodOf(target: Thing, name: string, engine: Engine): Thing | undefined {
  if (target !== null && typeof target === 'object' && 'attribute' in target) {
    if (target instanceof Undefined) throw target.failure();
    return target instanceof Markup ? markupMethod(target, name, engine) : target.attribute(name);
  }
  if (target instanceof Tuple) {
    const field = groupFields.get(target as Thing[])?.indexOf(name) ?? -1;
    if (field >= 0) return (target as Thing[])[field];
  }
  const method = methodTables[typeNameOf(target)]?.get(name);
  if (!method) return numberAttribute(target, name);
  return new Callable(name, (positional, named) => {
    if (named.size > 0 && method.keywords !== true && method.rest !== 'named' && method.rest !== 'both')
      typeError(`${typeNameOf(target)}.${name}() takes no keyword arguments`);
    return method.run(target, bind(name, method.parameters, positional, named, method.rest), engine);
  });
}

/** Names of the fields of named tuples, such as the filter `groupby` makes. */
const groupFields = new WeakMap<Thing[], readonly string[]>();

export function namedTuple(fields: readonly string[], items: readonly Thing[]): Thing[] {
  const made = tupleOf(items);
  groupFields.set(made, fields);
  return made;
}

export function isNamedTuple(thing: Thing): boolean {
  return thing instanceof Tuple && groupFields.has(thing as Thing[]);
}

/** `x[start:stop:step]`. */
export function slice(target: Thing, from: Thing, to: Thing, by: Thing): Thing {
  if (target instanceof Undefined) throw target.failure();
  if (target instanceof Markup) return new Markup(slice(target.text, from, to, by) as string);
  if (target instanceof Range) return target.slice(...rangeBounds(target.length, from, to, by));
  if (typeof target !== 'string' && !Array.isArray(target)) {
    return typeError(
      target instanceof Map ? "unhashable type: 'slice'" : `'${typeNameOf(target)}' object is not subscriptable`,
    );
  }
  const items = typeof target === 'string' ? characters(target) : target;
  const [start, stop, step] = rangeBounds(items.length, from, to, by);
  const picked: Thing[] = [];
  for (let index = start; step > 0 ? index < stop : index > stop; index += step) picked.push(items[index] as Thing);
  if (typeof target === 'string') return picked.join('');
  return target instanceof Tuple ? tupleOf(picked) : picked;
}

function rangeBounds(length: number, from: Thing, to: Thing, by: Thing): [start: number, stop: number, step: number] {
  const step = by === null ? 1 : intOf(by, 'slice step');
  if (step === 0) valueError('slice step cannot be zero');
  return [...sliceBounds(length, from, to, step), step];
}

function sliceBounds(length: number, from: Thing, to: Thing, step: number): [number, number] {
  const lowest = step > 0 ? 0 : -1;
  const highest = step > 0 ? length : length - 1;
  const bound = (thing: Thing, preset: number): number => {
    if (thing === null) return preset;
    const index = intOf(thing, 'slice index');
    return Math.min(highest, Math.max(lowest, index < 0 ? index + length : index));
  };
  return [bound(from, step > 0 ? 0 : length - 1), bound(to, step > 0 ? length : -1)];
}

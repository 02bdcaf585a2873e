import { Float, Tuple, tuple, type Value, type ValueMap } from '@fleet/values';
import { Markup } from '../python/markup.js';
import { iterateIfPossible } from '../python/objects.js';
import { PythonError, TemplateObject, typeError, Undefined, type Named, type Thing } from '../python/things.js';

const maxDepth = 100;

/**
 * A thing as data, for what lies outside of templates: views and generators become lists, what is no data is refused. What stands in
 * several places of it is converted once, and stays the same object.
 */
export function toValue(thing: Thing, receiver: string): Value {
  return convert(thing, receiver, 0, new Map());
}

function convert(thing: Thing, receiver: string, depth: number, known: Map<Thing, Value>): Value {
  if (thing === null || typeof thing !== 'object' || thing instanceof Float) return thing;
  if (depth > maxDepth)
    throw new PythonError('value', `data that nests more than ${maxDepth} deep cannot be given to ${receiver}`);
  if (thing instanceof Undefined) throw thing.failure();
  if (thing instanceof Markup) return thing.text;
  const before = known.get(thing);
  if (before !== undefined) return before;
  const value = convertCollection(thing, receiver, (item) => convert(item, receiver, depth + 1, known));
  known.set(thing, value);
  return value;
}

function convertCollection(
  thing: Map<Thing, Thing> | Thing[] | TemplateObject,
  receiver: string,
  inner: (item: Thing) => Value,
): Value {
  if (thing instanceof Map) return new Map([...thing].map(([key, value]) => [inner(key), inner(value)]));
  const isObject = thing instanceof TemplateObject;
  const items = isObject ? iterateIfPossible(thing) : thing;
  if (!items) return typeError(`a ${(thing as TemplateObject).typeName} is no data and cannot be given to ${receiver}`);
  const values = [...items].map(inner);
  return thing instanceof Tuple ? tuple(values) : values;
}

export function toNames(named: Named, receiver: string): ValueMap {
  return new Map([...named].map(([name, thing]) => [name, toValue(thing, receiver)]));
}

import { Float, float, traverse, Tuple, type Value } from '@fleet/values';
import { add, divide } from '../python/arithmetic.js';
import { getItem, numberOf, order, same, truthy } from '../python/compare.js';
import type { Engine } from '../python/engine.js';
import { attribute } from '../python/lookup.js';
import { intOf, iterate, iterateIfPossible, listOf, stringOf, textOf } from '../python/objects.js';
import { required } from '../python/signature.js';
import { Callable, foundOr, PythonError, typeError, typeNameOf, type Thing } from '../python/things.js';
import { tableByColumn } from './mysql-table.js';
import { filter, type FilterFamily } from './definition.js';
import { saltChoiceFilters } from './salt-choices.js';
import { saltMappingFilters } from './salt-mappings.js';
import { saltRandomFilters } from './salt-random.js';
import { floatFromText } from './numbers.js';

/** Items without repetition, first ones kept. */
function distinct(items: Iterable<Thing>, engine: Engine): Thing[] {
  const texts = new Set<Thing>();
  const found: Thing[] = [];
  for (const item of items) {
    engine.budget.turn();
    if (typeof item === 'string') {
      if (texts.has(item)) continue;
      texts.add(item);
    } else if (found.some((known) => same(known, item))) continue;
    engine.budget.list(1);
    found.push(item);
  }
  return found;
}

function has(items: readonly Thing[], item: Thing): boolean {
  return items.some((known) => same(known, item));
}

function ofTwo(doc: string, combine: (a: Thing[], b: Thing[]) => Iterable<Thing>): FilterFamily[string] {
  return filter(doc, { lst2: required }, (value, args, engine) =>
    distinct(combine(listOf(value, engine.budget), listOf(args.lst2, engine.budget)), engine),
  );
}

function countTrue(value: Thing): number {
  return [...iterate(value)].filter(truthy).length;
}

function isSequence(value: Thing): boolean {
  return Array.isArray(value) || value instanceof Map;
}

/** As Salt: a list that was met before, wherever it stands, is taken for a cycle. */
function flatten(items: Thing, levels: number, keepNulls: boolean, engine: Engine, met = new Set<Thing>()): Thing[] {
  if (met.has(items)) throw new PythonError('value', 'Reference cycle detected. Check input list.');
  met.add(items);
  const flat: Thing[] = [];
  for (const item of iterate(items)) {
    engine.budget.turn();
    if (!keepNulls && (item === null || item === 'None' || item === 'null')) continue;
    const isMany = typeof item !== 'string' && iterateIfPossible(item) !== undefined;
    if (!isMany || levels < 1) flat.push(item);
    else for (const inner of flatten(item, levels - 1, keepNulls, engine, met)) flat.push(inner);
  }
  return flat;
}

function pairOf(first: string, a: Thing, second: string, b: Thing): Map<Thing, Thing> {
  return new Map([
    [first, a],
    [second, b],
  ]);
}

/** What the second list has and the first lacks, and the other way round. */
function differences(old: readonly Thing[], now: readonly Thing[]): Map<Thing, Thing> {
  const added = now.filter((item) => !has(old, item));
  const gone = old.filter((item) => !has(now, item));
  return new Map<Thing, Thing>([
    ...(added.length > 0 ? [['new', added] as const] : []),
    ...(gone.length > 0 ? [['old', gone] as const] : []),
  ]);
}

export const saltListFilters: FilterFamily = {
  unique: filter('Items without repetition.', {}, (value, _args, engine) => distinct(iterate(value), engine)),
  union: ofTwo('Items of one or the other list, once.', (a, b) => [...a, ...b]),
  intersect: ofTwo('Items of both lists, once.', (a, b) => a.filter((item) => has(b, item))),
  difference: ofTwo('Items of the first list that the second lacks, once.', (a, b) =>
    a.filter((item) => !has(b, item)),
  ),
  symmetric_difference: ofTwo('Items of exactly one of the lists, once.', (a, b) => [
    ...a.filter((item) => !has(b, item)),
    ...b.filter((item) => !has(a, item)),
  ]),
  avg: filter('The average.', {}, (value, _args, engine) => {
    const number = typeof value === 'string' ? floatFromText(value) : numberOf(value);
    if (number !== undefined) return float(Number(number));
    if (value instanceof Tuple || typeof value === 'string')
      return typeError(`avg takes a list or a number, not a ${typeNameOf(value)}`);
    const items = listOf(value, engine.budget);
    return divide(
      items.reduce((total, item) => add(total, item, engine.budget), 0 as Thing),
      items.length,
    );
  }),
  flatten: filter(
    'Lists inside lists laid out in one.',
    { levels: null, preserve_nulls: false },
    (value, args, engine) =>
      flatten(value, args.levels === null ? Infinity : intOf(args.levels), truthy(args.preserve_nulls), engine),
  ),
  sequence: filter('A list of one, unless it is a list or mapping already.', {}, (value) =>
    isSequence(value) ? value : [value],
  ),
  sorted_ignorecase: filter('Texts in order, upper case or lower.', {}, (value, _args, engine) =>
    listOf(value, engine.budget)
      .map((item): [string, Thing] => [textOf(item).toLowerCase(), item])
      .sort(([a], [b]) => order(a, b))
      .map(([, item]) => item),
  ),
  mysql_to_dict: filter(
    'A table as the client of MySQL prints it, as a mapping by one column.',
    { key: required },
    (value, args) => tableByColumn(iterate(value), stringOf(args.key)),
  ),
  exactly_n_true: filter(
    'Whether exactly that many items are true.',
    { amount: 1 },
    (value, args) => countTrue(value) === Math.max(0, intOf(args.amount)),
  ),
  exactly_one_true: filter('Whether exactly one item is true.', {}, (value) => countTrue(value) === 1),
  to_bool: filter('`yes`, `1`, `true` (in any case), numbers above 0 and filled lists are true.', {}, (value) => {
    if (value === null || typeof value === 'boolean') return value === true;
    if (typeof value === 'string') return ['yes', '1', 'true'].includes(value.toLowerCase());
    const number = value instanceof Float ? undefined : numberOf(value);
    if (number !== undefined) return number > 0;
    return !(value instanceof Tuple) && isSequence(value) && truthy(value);
  }),
  is_list: filter('Whether it is a list.', {}, (value) => Array.isArray(value) && !(value instanceof Tuple)),
  is_iter: filter(
    'Whether it can be looped over and is no text.',
    {},
    (value) => typeof value !== 'string' && iterateIfPossible(value) !== undefined,
  ),
  compare_lists: filter(
    'What differs: the items that are `new`, and the `old` ones that are gone.',
    { new: required },
    (value, args, engine) => differences(listOf(value, engine.budget), listOf(args.new, engine.budget)),
  ),
  compare_dicts: filter('What differs: per key, `old` and `new`.', { new: required }, (value, args) => {
    const found = new Map<Thing, Thing>();
    if (!(value instanceof Map) || !(args.new instanceof Map)) return typeError('compare_dicts compares two dicts');
    for (const key of new Set([...args.new.keys(), ...value.keys()])) {
      const [old, now] = [getItem(value, key), getItem(args.new, key)];
      if (old === undefined) found.set(key, pairOf('old', '', 'new', now as Thing));
      else if (now === undefined) found.set(key, pairOf('new', '', 'old', old));
      else if (!same(old, now)) found.set(key, pairOf('old', old, 'new', now));
    }
    return found;
  }),
  method_call: filter(
    'Calls a method by its name; None where there is no such method.',
    { f_name: required },
    (value, args, engine) => {
      const called = attribute(value, textOf(args.f_name), engine);
      return called instanceof Callable ? called.call(args.rest, args.named) : null;
    },
    { rest: 'both' },
  ),
  traverse: filter(
    'What stands at a path such as `a:b:0`, or the default.',
    { key: required, default: null, delimiter: ':' },
    (value, args) =>
      foundOr(
        traverse(value as Value, stringOf(args.key), textOf(args.delimiter)) as Thing | undefined,
        () => args.default,
      ),
  ),
  ...saltMappingFilters,
  ...saltChoiceFilters,
  ...saltRandomFilters,
};

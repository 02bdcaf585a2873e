import { Float, float, traverse, Tuple, type Value } from '@fleet/values';
import { add, divide } from '../python/arithmetic.js';
import { findKey, getItem, numberOf, same, setItem, truthy } from '../python/compare.js';
import { entriesOf } from '../python/dict-methods.js';
import type { Engine } from '../python/engine.js';
import { attribute } from '../python/lookup.js';
import { Generator, intOf, iterate, iterateIfPossible, listOf, stringOf, textOf } from '../python/objects.js';
import { required } from '../python/signature.js';
import { Callable, foundOr, PythonError, tupleOf, typeError, typeNameOf, type Thing } from '../python/things.js';
import { toValue } from '../compile/to-value.js';
import { dumpYaml } from '../yaml/dump.js';
import { filter, type FilterFamily } from './definition.js';

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
  return filter(doc, { other: required }, (value, args, engine) =>
    distinct(combine(listOf(value, engine.budget), listOf(args.other, engine.budget)), engine),
  );
}

function countTrue(value: Thing): number {
  return [...iterate(value)].filter(truthy).length;
}

function isSequence(value: Thing): boolean {
  return Array.isArray(value) || value instanceof Map;
}

/** The mapping that holds the last key of a path; missing ones on the way are made. */
function holder(value: Thing, path: string, delimiter: string): [Map<Thing, Thing>, string] {
  const steps = path.split(delimiter);
  const last = steps.pop() as string;
  let at: Thing = value;
  for (const step of steps) {
    if (!(at instanceof Map)) return typeError(`${typeNameOf(at)} object at ${path} has no keys`);
    const next: Thing | undefined = getItem(at, step);
    const inner: Thing = next instanceof Map ? next : new Map<Thing, Thing>();
    if (inner !== next) at.set(step, inner);
    at = inner;
  }
  return at instanceof Map ? [at, last] : typeError(`${typeNameOf(at)} object at ${path} has no keys`);
}

function changing(
  doc: string,
  change: (owner: Map<Thing, Thing>, key: string, value: Thing, engine: Engine) => void,
): FilterFamily[string] {
  return filter(
    doc,
    { keys: required, value: required, delimiter: ':', ordered_dict: false },
    (target, args, engine) => {
      const [owner, key] = holder(target, textOf(args.keys), textOf(args.delimiter));
      change(owner, key, args.value, engine);
      return target;
    },
  );
}

function listAt(owner: Map<Thing, Thing>, key: string): Thing[] {
  const list = owner.get(key) ?? [];
  if (!Array.isArray(list)) return typeError(`the value of ${key} is a ${typeNameOf(list)}, not a list`);
  owner.set(key, list);
  return list;
}

function flatten(
  items: Iterable<Thing>,
  levels: number,
  keepNulls: boolean,
  engine: Engine,
  inside: readonly Thing[] = [],
): Thing[] {
  const flat: Thing[] = [];
  for (const item of items) {
    engine.budget.turn();
    if (!keepNulls && (item === null || item === 'None' || item === 'null')) continue;
    if (!Array.isArray(item) || levels < 1) flat.push(item);
    else if (inside.includes(item)) throw new PythonError('value', 'Reference cycle detected. Check input list.');
    else for (const inner of flatten(item, levels - 1, keepNulls, engine, [...inside, item])) flat.push(inner);
  }
  return flat;
}

function* zipped(lists: readonly (readonly Thing[])[], length: number, fill: Thing, engine: Engine): Iterable<Thing> {
  for (let index = 0; index < length; index += 1) {
    engine.budget.turn();
    yield tupleOf(lists.map((list) => foundOr(list[index], () => fill)));
  }
}

function* choices(
  items: readonly Thing[],
  length: number,
  kind: 'permutations' | 'combinations' | 'with replacement',
  engine: Engine,
  picked: readonly number[] = [],
): Iterable<Thing> {
  if (picked.length === length) {
    engine.budget.turn();
    yield tupleOf(picked.map((index) => items[index] as Thing));
    return;
  }
  const last = picked.at(-1) ?? -1;
  const first = kind === 'permutations' ? 0 : kind === 'combinations' ? last + 1 : Math.max(0, last);
  for (let index = first; index < items.length; index += 1) {
    if (kind === 'permutations' && picked.includes(index)) continue;
    yield* choices(items, length, kind, engine, [...picked, index]);
  }
}

function* product(
  lists: readonly (readonly Thing[])[],
  engine: Engine,
  picked: readonly Thing[] = [],
): Iterable<Thing> {
  const next = lists[picked.length];
  if (!next) {
    engine.budget.turn();
    yield tupleOf(picked);
    return;
  }
  for (const item of next) yield* product(lists, engine, [...picked, item]);
}

function picking(doc: string, kind: 'permutations' | 'combinations' | 'with replacement'): FilterFamily[string] {
  return filter(doc, { r: null }, (value, args, engine) => {
    const items = listOf(value, engine.budget);
    const length = args.r === null ? items.length : intOf(args.r);
    if (length < 0 || length > 100) throw new PythonError('value', 'between 0 and 100 items can be picked');
    return new Generator(choices(items, length, kind, engine), 'this filter');
  });
}

function shuffled(value: Thing, engine: Engine): Thing[] {
  const items = [...listOf(value, engine.budget)];
  for (let index = items.length - 1; index > 0; index -= 1) {
    const other = Math.floor(engine.random() * (index + 1));
    [items[index], items[other]] = [items[other] as Thing, items[index] as Thing];
  }
  return items;
}

function refuseSeed(seed: Thing): void {
  if (seed !== null)
    throw new PythonError(
      'refused',
      'a seed is not supported',
      "Python's generator is not rebuilt here; leave the seed out.",
    );
}

function differences(a: readonly Thing[], b: readonly Thing[]): Map<Thing, Thing> {
  const found = new Map<Thing, Thing>();
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const [old = '', now = ''] = [a[index], b[index]];
    if (!same(old, now))
      found.set(
        index,
        new Map<Thing, Thing>([
          ['old', old],
          ['new', now],
        ]),
      );
  }
  return found;
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
    const number = numberOf(value);
    if (number !== undefined) return float(Number(number));
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
      flatten(
        iterate(value),
        args.levels === null ? Infinity : intOf(args.levels),
        truthy(args.preserve_nulls),
        engine,
      ),
  ),
  sequence: filter('A list of one, unless it is a list or mapping already.', {}, (value) =>
    isSequence(value) ? value : [value],
  ),
  exactly_n_true: filter(
    'Whether exactly that many items are true.',
    { amount: 1 },
    (value, args) => countTrue(value) === intOf(args.amount),
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
  compare_lists: filter('What differs: per index, `old` and `new`.', { other: required }, (value, args, engine) =>
    differences(listOf(value, engine.budget), listOf(args.other, engine.budget)),
  ),
  compare_dicts: filter('What differs: per key, `old` and `new`.', { other: required }, (value, args) => {
    const found = new Map<Thing, Thing>();
    if (!(value instanceof Map) || !(args.other instanceof Map)) return typeError('compare_dicts compares two dicts');
    for (const key of new Set([...value.keys(), ...args.other.keys()])) {
      const [old = '', now = ''] = [getItem(value, key), getItem(args.other, key)];
      if (!same(old, now))
        found.set(
          key,
          new Map<Thing, Thing>([
            ['old', old],
            ['new', now],
          ]),
        );
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
  set_dict_key_value: changing(
    'Sets what stands at a path; missing mappings are made.',
    (owner, key, value) => void owner.set(key, value),
  ),
  append_dict_key_value: changing(
    'Appends to the list at a path.',
    (owner, key, value) => void listAt(owner, key).push(value),
  ),
  extend_dict_key_value: changing('Extends the list at a path.', (owner, key, value, engine) => {
    for (const item of listOf(value, engine.budget)) listAt(owner, key).push(item);
  }),
  update_dict_key_value: changing('Updates the mapping at a path.', (owner, key, value) => {
    const known = owner.get(key);
    const map = known instanceof Map ? known : new Map<Thing, Thing>();
    owner.set(key, map);
    for (const [name, item] of entriesOf(value)) setItem(map, findKey(map, name) ?? name, item);
  }),
  dict_to_sls_yaml_params: filter(
    'A mapping as YAML arguments of a state: a list of one-key mappings.',
    { flow_style: false },
    (value, args) =>
      dumpYaml(
        [...entriesOf(value)].map(([key, item]) => new Map([[toValue(key, 'yaml'), toValue(item, 'yaml')]])),
        { flow: truthy(args.flow_style) },
      ).trim(),
  ),
  zip: filter(
    'Tuples of items at the same place, up to the shortest list.',
    {},
    (value, args, engine) => {
      const lists = [value, ...args.rest].map((list) => listOf(list, engine.budget));
      return new Generator(
        zipped(lists, Math.min(...lists.map((list) => list.length)), null, engine),
        'the filter zip',
      );
    },
    { rest: 'positional' },
  ),
  zip_longest: filter(
    'Tuples of items at the same place, up to the longest list.',
    {},
    (value, args, engine) => {
      const lists = [value, ...args.rest].map((list) => listOf(list, engine.budget));
      return new Generator(
        zipped(lists, Math.max(...lists.map((list) => list.length)), args.named.get('fillvalue') ?? null, engine),
        'the filter zip_longest',
      );
    },
    { rest: 'both' },
  ),
  product: filter(
    'Every tuple with one item of each list.',
    {},
    (value, args, engine) => {
      const lists = [value, ...args.rest].map((list) => listOf(list, engine.budget));
      return new Generator(product(lists, engine), 'the filter product');
    },
    { rest: 'positional' },
  ),
  permutations: picking('Every order of `r` of the items.', 'permutations'),
  combinations: picking('Every choice of `r` of the items.', 'combinations'),
  combinations_with_replacement: picking('Every choice of `r` items, repetitions allowed.', 'with replacement'),
  compress: filter('Items whose selector is true.', { selectors: required }, (value, args, engine) => {
    const selectors = listOf(args.selectors, engine.budget);
    return new Generator(
      listOf(value, engine.budget).filter((_, index) => selectors[index] !== undefined && truthy(selectors[index])),
      'the filter compress',
    );
  }),
  random_sample: filter('`size` items in any order.', { size: required, seed: null }, (value, args, engine) => {
    refuseSeed(args.seed);
    return shuffled(value, engine).slice(0, intOf(args.size));
  }),
  random_shuffle: filter('The items in any order.', { seed: null }, (value, args, engine) => {
    refuseSeed(args.seed);
    return shuffled(value, engine);
  }),
};

import { listOf, intOf, Generator } from '../python/objects.js';
import { truthy } from '../python/compare.js';
import type { Engine } from '../python/engine.js';
import { required } from '../python/signature.js';
import { foundOr, PythonError, tupleOf, type Thing } from '../python/things.js';
import { filter, type FilterFamily } from './definition.js';

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

/** What Python's itertools make of lists. */
export const saltChoiceFilters: FilterFamily = {
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
};

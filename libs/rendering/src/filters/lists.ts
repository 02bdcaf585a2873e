import { add } from '../python/arithmetic.js';
import { numberOf, order, same, truthy } from '../python/compare.js';
import type { Engine } from '../python/engine.js';
import { sortThings } from '../python/list-methods.js';
import { methodOf, namedTuple } from '../python/lookup.js';
import { DictView, Generator, intOf, iterate, lengthOf, listOf, stringOf, textOf } from '../python/objects.js';
import { required } from '../python/signature.js';
import { characters } from '../python/text.js';
import {
  describeOwner,
  foundOr,
  Nothing,
  TemplateObject,
  tupleOf,
  typeError,
  typeNameOf,
  Undefined,
  valueError,
  type Thing,
} from '../python/things.js';
import { attributeGetter, ignoringCase } from './attribute-path.js';
import { filter, type Filter, type FilterFamily } from './definition.js';

const length = filter('Number of characters, items or keys.', {}, (value) => lengthOf(value));

const presence = filter(
  'Another value where this one is undefined (or, with `true`, where it is false).',
  { default_value: '', boolean: false },
  (value, args) =>
    value instanceof Undefined || value instanceof Nothing || (truthy(args.boolean) && !truthy(value))
      ? args.default_value
      : value,
  { takesUndefined: true, markup: 'sees' },
);

function keyOf(attribute: Thing, caseSensitive: Thing, engine: Engine): (item: Thing) => Thing {
  const paths = typeof attribute === 'string' ? attribute.split(',') : [attribute];
  const getters = paths
    .map((path) => attributeGetter(path, engine))
    .map((getter) => (truthy(caseSensitive) ? getter : ignoringCase(getter)));
  const [only] = getters;
  return getters.length === 1 && only ? only : (item) => getters.map((getter) => getter(item));
}

/** Salt puts Python's own `min` and `max` in the place of Jinja's: no attribute, and capitals come before small letters. */
function extreme(sign: 1 | -1, name: 'max' | 'min', what: string): Filter {
  return filter(`The ${what} item, as Python orders them.`, {}, (value, _args, engine) => {
    const items = listOf(value, engine.budget);
    if (items.length === 0) return valueError(`${name}() arg is an empty sequence`);
    return items.reduce((best, item) =>
      (sign > 0 ? order(item, best, '>') > 0 : order(item, best) < 0) ? item : best,
    );
  });
}

/** The items of what `map` and its kin are given: of something false, such as None, there are none. */
function itemsOf(value: Thing): Iterable<Thing> {
  return value instanceof TemplateObject || truthy(value) ? iterate(value) : [];
}

/** `select`, `reject` and their `attr` forms. */
function choosing(keep: boolean, byAttribute: boolean): FilterFamily[string] {
  const doc = `Items ${byAttribute ? 'whose attribute passes' : 'that pass'} a test${keep ? '' : ' are left out'}; without a test, ${keep ? 'true ones' : 'true ones are left out'}.`;
  return filter(
    doc,
    {},
    (value, args, engine) => {
      const [attribute, ...others] = byAttribute ? args.rest : [null, ...args.rest];
      if (attribute === undefined && truthy(value)) typeError('Missing parameter for attribute name');
      const [test, ...testArguments] = others;
      const getter = attributeGetter(attribute ?? null, engine);
      const name = test === undefined ? undefined : textOf(test, 'the name of a test');
      function* chosen(): Iterable<Thing> {
        for (const item of itemsOf(value)) {
          engine.budget.turn();
          const subject = getter(item);
          const passes = name === undefined ? truthy(subject) : engine.test(name, subject, testArguments, args.named);
          if (passes === keep) yield item;
        }
      }
      return new Generator(chosen(), `the filter ${keep ? 'select' : 'reject'}${byAttribute ? 'attr' : ''}`);
    },
    { rest: 'both' },
  );
}

const map = filter(
  "An attribute of each item (`map(attribute='name', default=0)`), or each item through a filter (`map('upper')`).",
  {},
  (value, args, engine) => {
    function* mapped(): Iterable<Thing> {
      if (!(value instanceof TemplateObject) && !truthy(value)) return;
      const each = mapping(args.rest, args.named, engine);
      for (const item of itemsOf(value)) {
        engine.budget.turn();
        yield each(item);
      }
    }
    return new Generator(mapped(), 'the filter map');
  },
  { rest: 'both' },
);

function mapping(
  positional: readonly Thing[],
  named: ReadonlyMap<string, Thing>,
  engine: Engine,
): (item: Thing) => Thing {
  const attribute = named.get('attribute');
  if (positional.length === 0 && attribute !== undefined) {
    for (const name of named.keys())
      if (name !== 'attribute' && name !== 'default') typeError(`Unexpected keyword argument '${name}'`);
    const getter = attributeGetter(attribute, engine);
    const preset = named.get('default');
    return (item) => {
      const found = getter(item);
      return found instanceof Undefined && preset !== undefined ? preset : found;
    };
  }
  const [name, ...rest] = positional;
  if (name === undefined) return typeError('map requires a filter argument');
  return (item) => engine.filter(textOf(name, 'the name of a filter'), item, rest, named);
}

export const listFilters: FilterFamily = {
  attr: filter('An attribute (never an item) by name.', { name: required }, (value, args, engine) => {
    const name = textOf(args.name);
    return foundOr(
      methodOf(value, name, engine),
      () => new Undefined(`'${describeOwner(value)}' has no attribute '${name}'`),
    );
  }),
  batch: filter(
    'Lists of `linecount` items, the last filled with `fill_with`.',
    { linecount: required, fill_with: null },
    (value, args, engine) => {
      const size = numberOf(args.linecount);
      const batches: Thing[][] = [];
      let last: Thing[] = [];
      for (const item of iterate(value)) {
        engine.budget.list(1);
        // A count that no list ever has, such as 0 or a text, never ends one; only the first is asked before it has an item.
        if (size !== undefined && last.length == size) {
          batches.push(last);
          last = [];
        }
        last.push(item);
      }
      if (last.length > 0) batches.push(filled(last, args.linecount, args.fill_with, engine));
      return new Generator(batches, 'the filter batch');
    },
  ),
  count: length,
  length,
  d: presence,
  default: presence,
  dictsort: filter(
    'Pairs of a mapping, sorted by key or value.',
    { case_sensitive: false, by: 'key', reverse: false },
    (value, args, engine) => {
      if (!(value instanceof Map)) return typeError(`dictsort sorts a dict, not ${typeNameOf(value)}`);
      const index =
        args.by === 'key' ? 0 : args.by === 'value' ? 1 : typeError('You can only sort by either "key" or "value"');
      const key = keyOf(index, args.case_sensitive, engine);
      return sortThings([...value].map(tupleOf), key, truthy(args.reverse), engine);
    },
  ),
  first: filter('The first item.', {}, (value) => {
    for (const item of iterate(value)) return item;
    return new Undefined('No first item, sequence was empty.');
  }),
  last: filter('The last item.', {}, (value, _args, engine) =>
    foundOr(listOf(value, engine.budget).at(-1), () => new Undefined('No last item, sequence was empty.')),
  ),
  groupby: filter(
    'Pairs of (`grouper`, `list`), sorted by the attribute.',
    { attribute: required, default: null, case_sensitive: false },
    (value, args, engine) => {
      const getter = attributeGetter(args.attribute, engine);
      const real = (item: Thing): Thing => {
        const found = getter(item);
        return found instanceof Undefined && args.default !== null ? args.default : found;
      };
      const key = truthy(args.case_sensitive) ? real : ignoringCase(real);
      const groups: { key: Thing; items: Thing[] }[] = [];
      for (const item of sortThings(listOf(value, engine.budget), key, false, engine)) {
        const group = groups.at(-1);
        if (group && same(group.key, key(item))) group.items.push(item);
        else groups.push({ key: key(item), items: [item] });
      }
      return groups.map((group) => namedTuple(['grouper', 'list'], [real(group.items[0] as Thing), group.items]));
    },
  ),
  items: filter(
    'Pairs of key and value; of something undefined, none.',
    {},
    (value) => {
      if (value instanceof Undefined || value instanceof Nothing) return new Generator([], 'the filter items');
      if (!(value instanceof Map)) return typeError('Can only get item pairs from a mapping.');
      return new Generator(
        new DictView('dict_items', value, () => [...value].map(tupleOf)).iterate(),
        'the filter items',
      );
    },
    { takesUndefined: true },
  ),
  join: filter('One text of all items, `d` between them.', { d: '', attribute: null }, (value, args, engine) => {
    const getter = attributeGetter(args.attribute, engine);
    const separator = stringOf(args.d);
    const parts: string[] = [];
    let total = 0;
    for (const item of iterate(value)) {
      engine.budget.turn();
      const found = getter(item);
      if (found instanceof Undefined) throw found.failure();
      const text = stringOf(found);
      total += text.length + separator.length;
      engine.budget.joined(total);
      parts.push(text);
    }
    engine.budget.made(total);
    return parts.join(separator);
  }),
  list: filter('A list of the items.', {}, (value, _args, engine) => [...listOf(value, engine.budget)]),
  map,
  max: extreme(1, 'max', 'largest'),
  min: extreme(-1, 'min', 'smallest'),
  random: filter('Any one item.', {}, (value, _args, engine) => {
    const items = listOf(value, engine.budget);
    return foundOr(
      items[Math.floor(engine.random() * items.length)],
      () => new Undefined('No random item, sequence was empty.'),
    );
  }),
  reject: choosing(false, false),
  rejectattr: choosing(false, true),
  select: choosing(true, false),
  selectattr: choosing(true, true),
  reverse: filter('Items or characters from last to first.', {}, (value, _args, engine) => {
    if (typeof value === 'string') return characters(value).reverse().join('');
    return new Generator([...listOf(value, engine.budget)].reverse(), 'the filter reverse');
  }),
  slice: filter(
    'Deals the items into `slices` lists.',
    { slices: required, fill_with: null },
    (value, args, engine) => {
      const items = listOf(value, engine.budget);
      const count = intOf(args.slices);
      if (count === 0) valueError('integer division or modulo by zero');
      engine.budget.list(Math.max(0, count));
      const size = Math.floor(items.length / count);
      const larger = items.length % count;
      const slices: Thing[] = [];
      for (let index = 0, at = 0; index < count; index += 1) {
        const end = at + size + (index < larger ? 1 : 0);
        const part = items.slice(at, end);
        if (args.fill_with !== null && index >= larger) part.push(args.fill_with);
        slices.push(part);
        at = end;
      }
      return new Generator(slices, 'the filter slice');
    },
  ),
  sort: filter(
    'Sorted; by attributes (`a,b.c`) where given.',
    { reverse: false, case_sensitive: false, attribute: null },
    (value, args, engine) =>
      sortThings(
        listOf(value, engine.budget),
        keyOf(args.attribute, args.case_sensitive, engine),
        truthy(args.reverse),
        engine,
      ),
  ),
  sum: filter('The sum, of an attribute where given.', { attribute: null, start: 0 }, (value, args, engine) => {
    const getter = attributeGetter(args.attribute, engine);
    let total = args.start;
    if (typeof total === 'string') typeError("sum() can't sum strings [use ''.join(seq) instead]");
    for (const item of iterate(value)) {
      engine.budget.turn();
      total = add(total, getter(item), engine.budget);
    }
    return total;
  }),
};

/** The last list of a batch, filled up. */
function filled(items: Thing[], count: Thing, fill: Thing, engine: Engine): Thing[] {
  if (fill === null || !(order(items.length, count) < 0)) return items;
  const missing = intOf(count) - items.length;
  engine.budget.list(missing);
  return [...items, ...Array<Thing>(missing).fill(fill)];
}

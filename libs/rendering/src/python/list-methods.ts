import { order, same, truthy } from './compare.js';
import type { Engine } from './engine.js';
import { methodsOn, type Methods } from './methods.js';
import { intOf, listOf } from './objects.js';
import { reprOf } from './print.js';
import { bind, required } from './signature.js';
import { Callable, noNames, typeError, valueError, type Thing } from './things.js';

const method = methodsOn<Thing[]>();

const shared = {
  index: method({ value: required, start: 0, stop: null }, (self, args) => {
    const start = clamp(intOf(args.start), self.length);
    const stop = args.stop === null ? self.length : clamp(intOf(args.stop), self.length);
    for (let at = start; at < stop; at += 1) if (same(self[at] as Thing, args.value)) return at;
    return valueError(`${reprOf(args.value)} is not in list`);
  }),
  count: method({ value: required }, (self, args) => self.filter((item) => same(item, args.value)).length),
};

export const tupleMethods: Methods = new Map(Object.entries(shared));

export const listMethods: Methods = new Map(
  Object.entries({
    ...shared,
    append: method({ item: required }, (self, args, engine) => {
      engine.budget.list(1);
      self.push(args.item);
      return null;
    }),
    extend: method({ items: required }, (self, args, engine) => {
      for (const item of listOf(args.items, engine.budget)) self.push(item);
      return null;
    }),
    insert: method({ index: required, item: required }, (self, args, engine) => {
      engine.budget.list(1);
      self.splice(clamp(intOf(args.index), self.length), 0, args.item);
      return null;
    }),
    remove: method({ item: required }, (self, args) => {
      const at = self.findIndex((item) => same(item, args.item));
      if (at < 0) return valueError('list.remove(x): x not in list');
      self.splice(at, 1);
      return null;
    }),
    pop: method({ index: -1 }, (self, args) => {
      if (self.length === 0) return valueError('pop from empty list');
      const index = intOf(args.index);
      const at = index < 0 ? index + self.length : index;
      if (at < 0 || at >= self.length) return valueError('pop index out of range');
      return self.splice(at, 1)[0] as Thing;
    }),
    clear: method({}, (self) => {
      self.length = 0;
      return null;
    }),
    copy: method({}, (self, _args, engine) => listOf(self, engine.budget)),
    reverse: method({}, (self) => {
      self.reverse();
      return null;
    }),
    sort: method(
      {},
      (self, args, engine) => {
        const { key, reverse } = bind('sort', { key: null, reverse: false }, [], args.named);
        const sorted = sortThings(self, keyFunction(key), truthy(reverse), engine);
        sorted.forEach((item, index) => (self[index] = item));
        return null;
      },
      { rest: 'named' },
    ),
  }),
);

function keyFunction(key: Thing): (item: Thing) => Thing {
  if (key === null) return (item) => item;
  if (!(key instanceof Callable)) return typeError('the key of sort must be callable');
  return (item) => key.call([item], noNames);
}

function clamp(index: number, length: number): number {
  return Math.min(length, Math.max(0, index < 0 ? index + length : index));
}

/** Python's stable sort; reversed, equal items keep their order. */
export function sortThings(
  items: readonly Thing[],
  key: (item: Thing) => Thing,
  reverse: boolean,
  engine: Engine,
): Thing[] {
  engine.budget.list(items.length);
  const keyed = items.map((item) => ({ item, key: key(item) }));
  // One item is compared with nothing, yet undefined must not pass.
  keyed.sort((a, b) => (reverse ? order(b.key, a.key) : order(a.key, b.key)));
  return keyed.map((row) => row.item);
}

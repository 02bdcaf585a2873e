import { findKey, getItem, setItem } from './compare.js';
import { methodsOn, type Methods } from './methods.js';
import { DictView, iterate, listOf } from './objects.js';
import { required } from './signature.js';
import { foundOr, PythonError, tupleOf, typeError, valueError, type Thing } from './things.js';
import { reprOf } from './print.js';

type Dict = Map<Thing, Thing>;
const method = methodsOn<Dict>();
const unset = Symbol('unset') as unknown as Thing;

export const dictMethods: Methods = new Map(
  Object.entries({
    get: method({ key: required, default: null }, (self, args) => foundOr(getItem(self, args.key), () => args.default)),
    keys: method({}, (self) => new DictView('dict_keys', self, () => self.keys())),
    values: method({}, (self) => new DictView('dict_values', self, () => self.values())),
    items: method({}, (self) => new DictView('dict_items', self, () => pairs(self))),
    copy: method({}, (self, _args, engine) => {
      engine.budget.list(self.size);
      return new Map(self);
    }),
    clear: method({}, (self) => {
      self.clear();
      return null;
    }),
    update: method(
      {},
      (self, args, engine) => {
        if (args.rest.length > 1) typeError(`update expected at most 1 argument, got ${args.rest.length}`);
        for (const other of args.rest) {
          for (const [key, value] of entriesOf(other)) {
            engine.budget.list(1);
            setItem(self, key, value);
          }
        }
        for (const [name, value] of args.named) self.set(name, value);
        return null;
      },
      { rest: 'both' },
    ),
    setdefault: method({ key: required, default: null }, (self, args) => {
      const known = getItem(self, args.key);
      if (known !== undefined) return known;
      setItem(self, args.key, args.default);
      return args.default;
    }),
    pop: method({ key: required, default: unset }, (self, args) => {
      const known = findKey(self, args.key);
      if (known === undefined) {
        if (args.default === unset)
          throw new PythonError(
            'value',
            `the dict has no key ${reprOf(args.key)} to pop`,
            'Give a second argument to pop: the value to use instead.',
          );
        return args.default;
      }
      const value = self.get(known) as Thing;
      self.delete(known);
      return value;
    }),
    popitem: method({}, (self) => {
      const last = [...self].at(-1);
      if (!last) return valueError('popitem(): dictionary is empty');
      self.delete(last[0]);
      return tupleOf(last);
    }),
    fromkeys: method({ keys: required, value: null }, (_self, args, engine) => {
      const made: Dict = new Map();
      for (const key of listOf(args.keys, engine.budget)) setItem(made, key, args.value);
      return made;
    }),
  }),
);

function* pairs(map: Dict): Iterable<Thing> {
  for (const entry of map) yield tupleOf(entry);
}

/** Entries of a mapping, or of a list of pairs. */
export function* entriesOf(thing: Thing): Iterable<[Thing, Thing]> {
  if (thing instanceof Map) {
    yield* [...thing];
    return;
  }
  let index = 0;
  for (const pair of iterate(thing)) {
    const [key, value, ...more] = [...iterate(pair)];
    if (key === undefined || value === undefined || more.length > 0) {
      return valueError(`dictionary update sequence element #${index} is not a pair`);
    }
    yield [key, value];
    index += 1;
  }
}

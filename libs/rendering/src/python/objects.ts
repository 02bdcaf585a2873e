import { Float, Tuple } from '@fleet/values';
import { findKey, numberOf, same } from './compare.js';
import { Markup } from './markup.js';
import { printed, reprOf } from './print.js';
import {
  Callable,
  PythonError,
  TemplateObject,
  typeError,
  typeNameOf,
  Undefined,
  valueError,
  type Thing,
} from './things.js';
import { characters, textLength } from './text.js';

/** `d.keys()`, `d.values()`, `d.items()`: follows changes of the mapping. */
export class DictView extends TemplateObject {
  constructor(
    readonly typeName: 'dict_keys' | 'dict_values' | 'dict_items',
    private readonly map: ReadonlyMap<Thing, Thing>,
    private readonly items: () => Iterable<Thing>,
  ) {
    super();
  }

  print(): string {
    return `${this.typeName}(${reprOf([...this.items()])})`;
  }

  override iterate(): Iterable<Thing> {
    return guarded(this.map, this.items());
  }

  override size(): number {
    return this.map.size;
  }

  override contains(key: Thing): boolean | undefined {
    return this.typeName === 'dict_keys' ? findKey(this.map, key) !== undefined : undefined;
  }

  override isHashable(): boolean {
    return this.typeName === 'dict_values';
  }

  /** Keys and items are equal as sets are; values are only ever themselves. */
  override equals(other: TemplateObject): boolean {
    if (this.typeName === 'dict_values' || !(other instanceof DictView) || other.typeName !== this.typeName)
      return false;
    if (other.map.size !== this.map.size) return false;
    for (const [key, value] of this.map) {
      const found = findKey(other.map, key);
      if (found === undefined) return false;
      if (this.typeName === 'dict_items' && !same(other.map.get(found) as Thing, value)) return false;
    }
    return true;
  }
}

/** Python refuses to go on where a mapping grows or shrinks under a loop. */
export function* guarded(map: ReadonlyMap<Thing, Thing>, items: Iterable<Thing>): Iterable<Thing> {
  const size = map.size;
  for (const item of items) {
    yield item;
    if (map.size !== size)
      throw new PythonError(
        'value',
        'dictionary changed size during iteration',
        'Loop over a copy: {% for key in d.keys() | list %}.',
      );
  }
}

/** What `map`, `select`, `batch` … return: items that can be taken once. */
export class Generator extends TemplateObject {
  readonly typeName = 'generator';
  private readonly iterator: Iterator<Thing>;

  constructor(
    items: Iterable<Thing>,
    private readonly maker: string,
  ) {
    super();
    this.iterator = items[Symbol.iterator]();
  }

  print(): string {
    throw new PythonError(
      'type',
      `${this.maker} yields its items one by one and has no text of its own`,
      'Add the filter list or join.',
    );
  }

  override iterate(): Iterable<Thing> {
    return { [Symbol.iterator]: () => this.iterator };
  }

  /** Python's generators are true, empty or not; asking is nearly always a mistake, but it is what Jinja answers. */
  override truth(): boolean {
    return true;
  }
}

export class Range extends TemplateObject {
  readonly typeName = 'range';
  readonly length: number;

  constructor(
    private readonly start: number,
    private readonly stop: number,
    private readonly step: number,
  ) {
    super();
    this.length = Math.max(0, Math.ceil((stop - start) / step));
  }

  print(): string {
    return `range(${this.start}, ${this.stop}${this.step === 1 ? '' : `, ${this.step}`})`;
  }

  override *iterate(): Iterable<Thing> {
    for (let index = 0; index < this.length; index += 1) yield this.start + index * this.step;
  }

  override attribute(name: string): Thing | undefined {
    switch (name) {
      case 'start':
        return this.start;
      case 'stop':
        return this.stop;
      case 'step':
        return this.step;
      case 'index':
      case 'count':
        return new Callable(name, ([value = null]) => {
          const at = this.indexOf(value);
          if (name === 'count') return at < 0 ? 0 : 1;
          return at < 0 ? valueError(`${reprOf(value)} is not in range`) : at;
        });
      default:
        return undefined;
    }
  }

  /** Where a number stands in the range, or -1: known without going through it. */
  private indexOf(value: Thing): number {
    const number = Number(numberOf(value) ?? NaN);
    const index = (number - this.start) / this.step;
    return Number.isInteger(index) && index >= 0 && index < this.length ? index : -1;
  }

  override contains(key: Thing): boolean {
    if (key instanceof Undefined) throw key.failure();
    return this.indexOf(key) >= 0;
  }

  /** Ranges are equal where they yield the same ints. */
  override equals(other: TemplateObject): boolean {
    if (!(other instanceof Range) || other.length !== this.length) return false;
    if (this.length === 0) return true;
    return this.start === other.start && (this.length === 1 || this.step === other.step);
  }

  slice(from: number, to: number, by: number): Range {
    return new Range(this.start + from * this.step, this.start + to * this.step, this.step * by);
  }

  override item(key: Thing): Thing | undefined {
    if (typeof key !== 'number') return undefined;
    const index = key < 0 ? key + this.length : key;
    return index >= 0 && index < this.length ? this.start + index * this.step : undefined;
  }

  override size(): number {
    return this.length;
  }
}

/** Items of anything that Python iterates. */
export function iterate(thing: Thing): Iterable<Thing> {
  const items = iterateIfPossible(thing);
  if (items) return items;
  if (thing instanceof Undefined) throw thing.failure();
  return typeError(`'${typeNameOf(thing)}' object is not iterable`);
}

export function iterateIfPossible(thing: Thing): Iterable<Thing> | undefined {
  if (typeof thing === 'string') return characters(thing);
  if (Array.isArray(thing)) return thing;
  if (thing instanceof Map) return guarded(thing, thing.keys());
  return thing instanceof TemplateObject ? thing.iterate() : undefined;
}

export function lengthOf(thing: Thing): number {
  const length = lengthIfAny(thing);
  if (length !== undefined) return length;
  if (thing instanceof Undefined) throw thing.failure();
  return typeError(`object of type '${typeNameOf(thing)}' has no len()`);
}

export function lengthIfAny(thing: Thing): number | undefined {
  if (typeof thing === 'string') return textLength(thing);
  if (Array.isArray(thing)) return thing.length;
  if (thing instanceof Map) return thing.size;
  return thing instanceof TemplateObject ? thing.size() : undefined;
}

export function isText(thing: Thing): thing is string {
  return typeof thing === 'string';
}

/** A text argument. */
export function textOf(thing: Thing, what = 'argument'): string {
  if (typeof thing === 'string') return thing;
  if (thing instanceof Markup) return thing.text;
  if (thing instanceof Undefined) throw thing.failure();
  return typeError(`${what} must be str, not ${typeNameOf(thing)}`);
}

/** An int argument as a JavaScript number. */
export function intOf(thing: Thing, what = 'argument'): number {
  const number =
    thing instanceof Float || (typeof thing === 'number' && !Number.isInteger(thing)) ? undefined : numberOf(thing);
  if (number !== undefined) return Number(number);
  if (thing instanceof Undefined) throw thing.failure();
  return typeError(`${what}: '${typeNameOf(thing)}' object cannot be interpreted as an integer`);
}

/** Python's `str(x)`. */
export function stringOf(thing: Thing): string {
  return printed(thing);
}

/** `list(x)`, counted. */
export function listOf(thing: Thing, budget: { list(length: number): void }): Thing[] {
  const known = lengthIfAny(thing);
  if (known !== undefined) budget.list(known);
  const items: Thing[] = [];
  for (const item of iterate(thing)) {
    if (known === undefined) budget.list(1);
    items.push(item);
  }
  return items;
}

export function isTuple(thing: Thing): boolean {
  return thing instanceof Tuple;
}

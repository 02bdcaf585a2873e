import type { Place } from '@fleet/diagnostics';
import { Float, Tuple, type Value } from '@fleet/values';

/** What an expression of a template can yield: a {@link Value}, or an object that exists only while a template renders. */
export type Thing = null | boolean | number | bigint | string | Float | Thing[] | Map<Thing, Thing> | TemplateObject;

/**
 * An object of the template language (undefined, macro, loop, `dict.items()` …). What it does not offer through these methods a
 * template cannot reach: no property of a JavaScript object is ever looked up by a name that a template chose.
 */
export abstract class TemplateObject {
  /** As Python would call its type: `generator`, `dict_items`. */
  abstract readonly typeName: string;

  /** What `{{ x }}` prints. */
  abstract print(): string;

  /** What it looks like inside a list that is printed. */
  repr(): string {
    return this.print();
  }

  /** `x.name`; `undefined` where it has none. */
  attribute(_name: string): Thing | undefined {
    return undefined;
  }

  /** `x[key]`; `undefined` where it has none. */
  item(_key: Thing): Thing | undefined {
    return undefined;
  }

  /** Items for `for`; `undefined` where it cannot be iterated. */
  iterate(): Iterable<Thing> | undefined {
    return undefined;
  }

  /** `undefined` where it has no length. */
  size(): number | undefined {
    return undefined;
  }

  /** `key in x`; `undefined` where that is found out by iterating. */
  contains(_key: Thing): boolean | undefined {
    return undefined;
  }

  /** `x == y` with another object; without it, an object equals itself alone. */
  equals(_other: TemplateObject): boolean {
    return false;
  }

  /** Whether it can be a key of a mapping. */
  isHashable(): boolean {
    return true;
  }

  truth(): boolean {
    return this.size() !== 0;
  }
}

/** Values given by position and by name. */
export type Named = ReadonlyMap<string, Thing>;
export const noNames: Named = new Map();

/** Something that a template can call. */
export class Callable extends TemplateObject {
  readonly typeName: string = 'function';

  constructor(
    readonly name: string,
    readonly call: (positional: readonly Thing[], named: Named) => Thing,
  ) {
    super();
  }

  print(): string {
    throw new PythonError('type', `the function ${this.name} has no text of its own`, `Call it: ${this.name}(…).`);
  }
}

/** A name, attribute or item that is not there. Using it is an error; asking whether it is there is not. */
export class Undefined extends TemplateObject {
  readonly typeName = 'Undefined';
  /** Where it was looked for. */
  at?: Place;

  /** The hint as Jinja says it: `'nope' is undefined`; the advice is asked for only where it is needed. */
  constructor(
    readonly hint: string,
    private readonly advice?: () => string | undefined,
  ) {
    super();
  }

  failure(): PythonError {
    return new PythonError('undefined', this.hint, this.advice?.(), this.at);
  }

  print(): string {
    throw this.failure();
  }

  override truth(): boolean {
    throw this.failure();
  }
}

/** What an inline `if` without `else` yields where it is false: nothing to print or to loop over, and not defined. */
export class Nothing extends TemplateObject {
  readonly typeName = 'Undefined';

  print(): string {
    return '';
  }

  override repr(): string {
    throw new PythonError('undefined', 'an inline if without else yields nothing here', 'Write an else.');
  }

  override iterate(): Iterable<Thing> {
    return [];
  }

  override size(): number {
    return 0;
  }
}

/** What goes wrong inside the operations of Python's data model; the renderer knows where and turns it into a diagnostic. */
export class PythonError extends Error {
  constructor(
    /** Last part of the diagnostic's code: `type`, `value`, `undefined`, `limit`, … */
    readonly kind: string,
    message: string,
    readonly detail?: string,
    /** Where it comes from, if not from where the template is. */
    readonly from?: Place,
  ) {
    super(message);
    this.name = 'PythonError';
  }
}

/** What was found, or else another: `??` would take Python's None for nothing. */
export function foundOr(found: Thing | undefined, otherwise: () => Thing): Thing {
  return found === undefined ? otherwise() : found;
}

export function typeError(message: string, detail?: string): never {
  throw new PythonError('type', message, detail);
}

export function valueError(message: string): never {
  throw new PythonError('value', message);
}

export function asThings(items: Iterable<Thing>): Thing[] {
  return Array.isArray(items) ? (items as Thing[]) : [...items];
}

export function tupleOf(items: Iterable<Thing>): Thing[] {
  const result = new Tuple();
  for (const item of items) result.push(item as Value);
  return result as Thing[];
}

export function typeNameOf(thing: Thing): string {
  if (thing === null) return 'NoneType';
  switch (typeof thing) {
    case 'boolean':
      return 'bool';
    case 'string':
      return 'str';
    case 'bigint':
      return 'int';
    case 'number':
      return Number.isInteger(thing) ? 'int' : 'float';
  }
  if (thing instanceof Float) return 'float';
  if (thing instanceof Tuple) return 'tuple';
  if (Array.isArray(thing)) return 'list';
  return thing instanceof Map ? 'dict' : thing.typeName;
}

/** As Jinja names an object in messages about what it lacks. */
export function describeOwner(thing: Thing): string {
  return thing === null ? 'None' : `${typeNameOf(thing)} object`;
}

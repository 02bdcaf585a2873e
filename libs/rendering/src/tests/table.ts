import { Float } from '@fleet/values';
import { filters, refusedFilters } from '../filters/table.js';
import { modulo } from '../python/arithmetic.js';
import { findKey, numberOf, order, same, truthy } from '../python/compare.js';
import type { Engine } from '../python/engine.js';
import { contains } from '../python/membership.js';
import { isLower, isUpper } from '../python/letter-case.js';
import { Markup, plain } from '../python/markup.js';
import { isText, isTuple, iterateIfPossible, Range, stringOf, textOf } from '../python/objects.js';
import { compileRegex } from '../python/regex.js';
import { required, type Bound, type Parameters } from '../python/signature.js';
import { Callable, Nothing, PythonError, Undefined, type Thing } from '../python/things.js';

/** A test: `value is name(…)`. */
export interface Test {
  readonly doc: string;
  readonly parameters: Parameters;
  /** Whether it may be asked about what is not there. */
  readonly takesUndefined?: boolean;
  run(value: Thing, args: Bound<Parameters>, engine: Engine): boolean;
}

function test<const P extends Parameters>(
  doc: string,
  parameters: P,
  run: (value: Thing, args: Bound<P>, engine: Engine) => boolean,
  takesUndefined = false,
): Test {
  return { doc, parameters, run: run as Test['run'], takesUndefined };
}

function compare(doc: string, holds: (a: Thing, b: Thing) => boolean): Test {
  return test(doc, { other: required }, (value, args) => holds(value, args.other));
}

function isFloat(value: Thing): boolean {
  return value instanceof Float || (typeof value === 'number' && !Number.isInteger(value));
}

function isInteger(value: Thing): boolean {
  return typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value));
}

function isMissing(value: Thing): boolean {
  return value instanceof Undefined || value instanceof Nothing;
}

/** What is asked for by name may be anything that could be a key. */
function nameOf(value: Thing): string {
  findKey(new Map(), value);
  return isText(plain(value)) ? textOf(value) : '';
}

const equal = compare('Equal.', same);
const greater = compare('Greater.', (a, b) => order(a, b, '>') > 0);
const greaterOrEqual = compare('Greater or equal.', (a, b) => order(a, b, '>=') >= 0);
const less = compare('Less.', (a, b) => order(a, b, '<') < 0);
const lessOrEqual = compare('Less or equal.', (a, b) => order(a, b, '<=') <= 0);
const different = compare('Not equal.', (a, b) => !same(a, b));

/** Every test, in the order of the reference. */
export const testRows: Readonly<Record<string, Test>> = {
  defined: test('There is such a name, attribute or item.', {}, (value) => !isMissing(value), true),
  undefined: test('There is none.', {}, isMissing, true),
  none: test('None.', {}, (value) => value === null, true),
  boolean: test('True or False.', {}, (value) => typeof value === 'boolean', true),
  true: test('True itself.', {}, (value) => value === true, true),
  false: test('False itself.', {}, (value) => value === false, true),
  number: test('An int, a float, or a bool.', {}, (value) => numberOf(value) !== undefined, true),
  integer: test('An int.', {}, isInteger, true),
  float: test('A float.', {}, isFloat, true),
  string: test('A text.', {}, (value) => typeof value === 'string' || value instanceof Markup, true),
  mapping: test('A mapping.', {}, (value) => value instanceof Map, true),
  sequence: test(
    'A list, tuple, text or mapping: it has a length and items.',
    {},
    (value) =>
      typeof value === 'string' ||
      Array.isArray(value) ||
      value instanceof Map ||
      value instanceof Range ||
      value instanceof Markup,
    true,
  ),
  iterable: test('It can be looped over.', {}, (value) => iterateIfPossible(value) !== undefined),
  list: test('A list (no tuple).', {}, (value) => Array.isArray(value) && !isTuple(value), true),
  callable: test(
    'It can be called; what is undefined claims so too.',
    {},
    (value) => value instanceof Callable || isMissing(value),
    true,
  ),
  sameas: test('The very same object.', { other: required }, (value, args) => value === args.other, true),
  escaped: test('Marked as HTML, as `escape` and `safe` do.', {}, (value) => value instanceof Markup, true),
  lower: test('A text without upper case letters.', {}, (value) => isLower(stringOf(value))),
  upper: test('A text without lower case letters.', {}, (value) => isUpper(stringOf(value))),
  odd: test('An odd number.', {}, (value) => same(modulo(value, 2), 1)),
  even: test('An even number.', {}, (value) => same(modulo(value, 2), 0)),
  divisibleby: test('Divisible.', { num: required }, (value, args) => same(modulo(value, args.num), 0)),
  in: test('Contained.', { seq: required }, (value, args) => contains(args.seq, value)),
  filter: test('The name of a filter.', {}, (value) => isFilter(nameOf(value))),
  test: test('The name of a test.', {}, (value) => Object.hasOwn(testRows, nameOf(value))),
  match: test(
    'It begins with a match of the pattern.',
    { rgx: required, ignorecase: false, multiline: false },
    (value, args) =>
      compileRegex(textOf(args.rgx), { ignoreCase: truthy(args.ignorecase), multiline: truthy(args.multiline) }).match(
        textOf(value, 'what is matched'),
      ) !== undefined,
  ),
  eq: equal,
  equalto: equal,
  '==': equal,
  ne: different,
  '!=': different,
  gt: greater,
  greaterthan: greater,
  '>': greater,
  ge: greaterOrEqual,
  '>=': greaterOrEqual,
  lt: less,
  lessthan: less,
  '<': less,
  le: lessOrEqual,
  '<=': lessOrEqual,
};

export const tests: ReadonlyMap<string, Test> = new Map(Object.entries(testRows));

/** Salt has the refused filters: neither answer would be true of what the template then does. */
function isFilter(name: string): boolean {
  const refused = refusedFilters.get(name);
  if (refused !== undefined) throw new PythonError('refused', `the filter '${name}' is not supported`, refused);
  return filters.has(name);
}

import { Float, float, int, Tuple } from '@fleet/values';
import type { Budget } from './budget.js';
import { numberOf } from './compare.js';
import { powFloats } from './float-power.js';
import { escaped, Markup, plain } from './markup.js';
import { PythonError, tupleOf, typeError, typeNameOf, Undefined, valueError, type Thing } from './things.js';

/** Bits of the largest power or product of ints; a wei amount has 256. */
const maxBits = 100_000;

function isFloat(thing: Thing): boolean {
  return thing instanceof Float || (typeof thing === 'number' && !Number.isInteger(thing));
}

function unsupported(operator: string, a: Thing, b: Thing): never {
  for (const thing of [a, b]) if (thing instanceof Undefined) throw thing.failure();
  return typeError(`unsupported operand type(s) for ${operator}: '${typeNameOf(a)}' and '${typeNameOf(b)}'`);
}

type Operation = {
  readonly float: (a: number, b: number) => number;
  readonly int: (a: bigint, b: bigint) => bigint;
  readonly small: (a: number, b: number) => number;
};

const operations: Record<'+' | '-' | '*', Operation> = {
  '+': { float: (a, b) => a + b, small: (a, b) => a + b, int: (a, b) => a + b },
  '-': { float: (a, b) => a - b, small: (a, b) => a - b, int: (a, b) => a - b },
  '*': { float: (a, b) => a * b, small: (a, b) => a * b, int: (a, b) => a * b },
};

export function calculate(operator: '+' | '-' | '*', a: Thing, b: Thing): Thing {
  const x = numberOf(a);
  const y = numberOf(b);
  if (x === undefined || y === undefined) return unsupported(operator, a, b);
  const operation = operations[operator];
  if (isFloat(a) || isFloat(b)) return float(operation.float(toFloat(x), toFloat(y)));
  if (typeof x === 'number' && typeof y === 'number') {
    const result = operation.small(x, y);
    if (Number.isSafeInteger(result)) return result + 0;
  }
  return bounded(operation.int(BigInt(x), BigInt(y)));
}

function bounded(value: bigint): number | bigint {
  const result = int(value);
  if (typeof result === 'bigint' && BigInt.asIntN(maxBits, result) !== result)
    throw new PythonError('limit', `an int of more than ${maxBits} bits`);
  return result;
}

/** An int as a float, which must be able to hold it. */
function toFloat(value: number | bigint): number {
  const result = Number(value);
  return typeof value === 'number' || Number.isFinite(result)
    ? result
    : valueError('int too large to convert to float');
}

export function add(a: Thing, b: Thing, budget: Budget): Thing {
  if (a instanceof Markup || b instanceof Markup) {
    const sum = add(escaped(a), escaped(b), budget);
    return typeof sum === 'string' ? new Markup(sum) : sum;
  }
  if (typeof a === 'string' || typeof b === 'string') {
    if (typeof a === 'string' && typeof b === 'string') {
      budget.joined(a.length + b.length);
      return a + b;
    }
    if (a instanceof Undefined || b instanceof Undefined) return unsupported('+', a, b);
    if (typeof a === 'string') return typeError(`can only concatenate str (not "${typeNameOf(b)}") to str`);
    return unsupported('+', a, b);
  }
  if (Array.isArray(a) && Array.isArray(b)) {
    if (a instanceof Tuple !== b instanceof Tuple)
      return typeError(`can only concatenate ${typeNameOf(a)} (not "${typeNameOf(b)}") to ${typeNameOf(a)}`);
    budget.list(a.length + b.length);
    const joined = (Array.from(a) as Thing[]).concat(Array.from(b) as Thing[]);
    return a instanceof Tuple ? tupleOf(joined) : joined;
  }
  return calculate('+', a, b);
}

export function subtract(a: Thing, b: Thing): Thing {
  return calculate('-', a, b);
}

export function multiply(a: Thing, b: Thing, budget: Budget): Thing {
  if (a instanceof Markup || b instanceof Markup) {
    const product = multiply(plain(a), plain(b), budget);
    return typeof product === 'string' ? new Markup(product) : product;
  }
  if (typeof a === 'string' || Array.isArray(a)) return repeat(a, b, a, b, budget);
  if (typeof b === 'string' || Array.isArray(b)) return repeat(b, a, a, b, budget);
  return calculate('*', a, b);
}

function repeat(what: string | Thing[], times: Thing, a: Thing, b: Thing, budget: Budget): Thing {
  const number = isFloat(times) ? undefined : numberOf(times);
  if (number === undefined) {
    if (times instanceof Undefined) return unsupported('*', a, b);
    return typeError(`can't multiply sequence by non-int of type '${typeNameOf(times)}'`);
  }
  if (BigInt.asIntN(64, BigInt(number)) !== BigInt(number)) valueError("cannot fit 'int' into an index-sized integer");
  const count = Math.max(0, Number(number));
  if (typeof what === 'string') {
    budget.made(what.length * count);
    return what.repeat(what === '' ? 0 : count);
  }
  budget.list(what.length * count);
  const items: Thing[] = [];
  for (let turn = 0; turn < count && what.length > 0; turn += 1) for (const item of what) items.push(item);
  return what instanceof Tuple ? tupleOf(items) : items;
}

function numbers(operator: string, a: Thing, b: Thing): [number | bigint, number | bigint] {
  const x = numberOf(a);
  const y = numberOf(b);
  if (x === undefined || y === undefined) return unsupported(operator, a, b);
  return [x, y];
}

export function divide(a: Thing, b: Thing): Thing {
  const [x, y] = numbers('/', a, b);
  if (y == 0) return zeroDivision(isFloat(a) || isFloat(b) ? 'float division by zero' : 'division by zero');
  if (isFloat(a) || isFloat(b)) return float(toFloat(x) / toFloat(y));
  if (typeof x === 'number' && typeof y === 'number') return float(x / y);
  return float(bigQuotient(BigInt(x), BigInt(y)));
}

/** The quotient of ints too large for floats, rounded once: scaled so that 64 significant bits remain before the conversion. */
function bigQuotient(a: bigint, b: bigint): number {
  const negative = a < 0n !== b < 0n;
  const [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  const shift = Math.max(0, y.toString(2).length + 66 - x.toString(2).length);
  const quotient = (x << BigInt(shift)) / y;
  // A sticky bit keeps ties honest.
  const sticky = (x << BigInt(shift)) % y === 0n ? 0n : 1n;
  const result =
    Number((quotient << 1n) | sticky) / 2 ** Math.min(shift + 1, 1000) / 2 ** Math.max(0, shift + 1 - 1000);
  if (!Number.isFinite(result)) return valueError('integer division result too large for a float');
  return negative ? -result : result;
}

function zeroDivision(message: string): never {
  throw new PythonError('value', message);
}

export function floorDivide(a: Thing, b: Thing): Thing {
  const [x, y] = numbers('//', a, b);
  if (y == 0)
    return zeroDivision(
      isFloat(a) || isFloat(b) ? 'float floor division by zero' : 'integer division or modulo by zero',
    );
  if (isFloat(a) || isFloat(b)) return float(floorDivideFloats(toFloat(x), toFloat(y)));
  if (typeof x === 'number' && typeof y === 'number') return (x - modSmall(x, y)) / y + 0;
  const [m, n] = [BigInt(x), BigInt(y)];
  const quotient = m / n;
  return int(m % n !== 0n && m < 0n !== n < 0n ? quotient - 1n : quotient);
}

function modSmall(x: number, y: number): number {
  const rest = x % y;
  return rest !== 0 && rest < 0 !== y < 0 ? rest + y : rest + 0;
}

/** The rest has the sign of the divisor, also where it is zero. */
function modFloats(x: number, y: number): number {
  const rest = x % y;
  if (rest === 0) return y < 0 ? -0 : 0;
  return rest < 0 !== y < 0 ? rest + y : rest;
}

function floorDivideFloats(x: number, y: number): number {
  const rest = x % y;
  const quotient = (x - rest) / y - (rest !== 0 && rest < 0 !== y < 0 ? 1 : 0);
  if (quotient === 0) return 0 * Math.sign(x / y || (Object.is(x / y, -0) ? -1 : 1));
  const floor = Math.floor(quotient);
  return quotient - floor > 0.5 ? floor + 1 : floor;
}

export function modulo(a: Thing, b: Thing): Thing {
  const [x, y] = numbers('%', a, b);
  if (y == 0) return zeroDivision(isFloat(a) || isFloat(b) ? 'float modulo' : 'integer division or modulo by zero');
  if (isFloat(a) || isFloat(b)) return float(modFloats(toFloat(x), toFloat(y)));
  if (typeof x === 'number' && typeof y === 'number') return modSmall(x, y);
  const [m, n] = [BigInt(x), BigInt(y)];
  const rest = m % n;
  return int(rest !== 0n && rest < 0n !== n < 0n ? rest + n : rest);
}

export function power(a: Thing, b: Thing): Thing {
  const [x, y] = numbers('** or pow()', a, b);
  if (isFloat(a) || isFloat(b) || y < 0) {
    if (x == 0 && y < 0) return zeroDivision('0.0 cannot be raised to a negative power');
    const result = powFloats(toFloat(x), toFloat(y));
    if (Number.isNaN(result) && !Number.isNaN(Number(x)))
      return valueError('a negative number to a fractional power is not a real number');
    if (!Number.isFinite(result) && Number.isFinite(Number(x)))
      throw new PythonError('value', 'Numerical result out of range');
    return float(result);
  }
  const [base, exponent] = [BigInt(x), BigInt(y)];
  const bits = BigInt((base < 0n ? -base : base).toString(2).length);
  if (base !== 0n && base !== 1n && base !== -1n && bits * exponent > BigInt(maxBits))
    throw new PythonError('limit', `an int of more than ${maxBits} bits`);
  return int(base ** exponent);
}

export function negate(thing: Thing): Thing {
  if (isFloat(thing)) return float(-Number(numberOf(thing)));
  const number = numberOf(thing);
  if (number === undefined) {
    if (thing instanceof Undefined) throw thing.failure();
    return typeError(`bad operand type for unary -: '${typeNameOf(thing)}'`);
  }
  return typeof number === 'bigint' ? int(-number) : -number + 0;
}

export function positive(thing: Thing): Thing {
  const number = numberOf(thing);
  if (number === undefined) {
    if (thing instanceof Undefined) throw thing.failure();
    return typeError(`bad operand type for unary +: '${typeNameOf(thing)}'`);
  }
  return typeof thing === 'boolean' ? number : thing;
}

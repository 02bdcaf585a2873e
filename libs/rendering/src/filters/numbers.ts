import { Float, float, int } from '@fleet/values';
import { calculate, divide, negate, power } from '../python/arithmetic.js';
import { numberOf, truthy } from '../python/compare.js';
import { divideHalfEven, fixedText, scaled } from '../python/exact-decimal.js';
import { floatDigits } from '../python/float-format.js';
import { intOf, stringOf } from '../python/objects.js';
import { foundOr, typeError, typeNameOf, valueError, type Thing } from '../python/things.js';
import { filter, type FilterFamily } from './definition.js';

const intPattern = /^\s*([+-]?)(\d+(?:_\d+)*)\s*$/;
const floatPattern =
  /^\s*[+-]?(?:(?:\d+(?:_\d+)*)(?:\.(?:\d+(?:_\d+)*)?)?|\.\d+(?:_\d+)*)(?:[eE][+-]?\d+(?:_\d+)*)?\s*$/;
const specialFloat = /^\s*([+-]?)(?:(inf(?:inity)?)|(nan))\s*$/i;

/** Python's `int(text, base)`; `undefined` where it would refuse. */
export function intFromText(text: string, base = 10): Thing | undefined {
  if (base === 10) {
    const found = intPattern.exec(text);
    if (!found) return undefined;
    const value = BigInt((found[2] as string).replaceAll('_', ''));
    return int(found[1] === '-' ? -value : value);
  }
  if (base === 0) return intFromLiteral(text);
  const prefix = { 2: '0b', 8: '0o', 16: '0x' }[base];
  const found = /^\s*([+-]?)([0-9a-zA-Z]+(?:_[0-9a-zA-Z]+)*)\s*$/.exec(text);
  if (!found || base < 2 || base > 36) return undefined;
  const digits = (found[2] as string).toLowerCase();
  let value = 0n;
  for (const char of (prefix && digits.startsWith(prefix) ? digits.slice(2) : digits).replaceAll('_', '')) {
    const digit = parseInt(char, 36);
    if (digit >= base) return undefined;
    value = value * BigInt(base) + BigInt(digit);
  }
  return int(found[1] === '-' ? -value : value);
}

/** Python's `int(text, 0)`: the text says its base. */
function intFromLiteral(text: string): Thing | undefined {
  const found = /^\s*[+-]?0([bBoOxX])/.exec(text);
  const base = { b: 2, o: 8, x: 16 }[found?.[1]?.toLowerCase() ?? ''];
  if (base !== undefined) return intFromText(text, base);
  return /^\s*[+-]?0+(?:_0+)*\s*$|^\s*[+-]?[1-9]/.test(text) ? intFromText(text) : undefined;
}

/** Python's `float(text)`. */
export function floatFromText(text: string): number | undefined {
  if (floatPattern.test(text)) return Number(text.replaceAll('_', ''));
  const special = specialFloat.exec(text);
  if (!special) return undefined;
  return special[2] === undefined ? NaN : special[1] === '-' ? -Infinity : Infinity;
}

/** The whole part of a float, exact. */
export function truncate(value: number): Thing | undefined {
  return Number.isFinite(value) ? int(BigInt(Math.trunc(value))) : undefined;
}

function toInt(value: Thing, base: number): Thing | undefined {
  if (typeof value === 'string') {
    const whole = intFromText(value, base);
    if (whole !== undefined) return whole;
    const fraction = floatFromText(value);
    return fraction === undefined ? undefined : truncate(fraction);
  }
  const number = numberOf(value);
  if (number === undefined) return undefined;
  if (number === Infinity || number === -Infinity) return valueError('cannot convert float infinity to integer');
  return typeof number === 'bigint' ? number : truncate(number);
}

/** Rounds half to even, as Python does, on the exact decimal value of the float. */
export function roundHalfEven(value: number, digits: number): number {
  if (!Number.isFinite(value) || digits > 400) return value;
  const size = Math.abs(value);
  const rounded =
    digits < 0 ? Number(scaled(size, digits) * 10n ** BigInt(Math.min(400, -digits))) : Number(fixedText(size, digits));
  return value < 0 || Object.is(value, -0) ? -rounded : rounded;
}

function round(value: Thing, precision: number, how: string): Thing {
  const number = numberOf(value);
  if (number === undefined) return typeError(`type ${typeNameOf(value)} doesn't define __round__ method`);
  if (!['common', 'ceil', 'floor'].includes(how)) valueError('method must be common, ceil or floor');
  const isInt = !(value instanceof Float) && (typeof number === 'bigint' || Number.isInteger(number));
  if (how !== 'common') return roundTowards(how as 'ceil' | 'floor', value, precision);
  if (!isInt) return float(roundHalfEven(Number(number), precision));
  if (precision >= 0) return number;
  const [whole, unit] = [BigInt(number), 10n ** BigInt(Math.min(10_000, -precision))];
  const rounded = divideHalfEven(whole < 0n ? -whole : whole, unit) * unit;
  return int(whole < 0n ? -rounded : rounded);
}

/** `ceil(value * 10 ** precision) / 10 ** precision`, with Python's ints in between. */
function roundTowards(how: 'ceil' | 'floor', value: Thing, precision: number): Thing {
  if (Math.abs(precision) > 400) return valueError(`a precision of ${precision} digits is too large`);
  const scale = power(10, precision);
  const product = calculate('*', value, scale);
  const number = numberOf(product) as number | bigint;
  if (typeof number === 'bigint') return divide(number, scale);
  const whole = truncate(Math[how](number));
  return divide(
    foundOr(whole, () => valueError('cannot convert float infinity or NaN to integer')),
    scale,
  );
}

const sizes = ['k', 'M', 'G', 'T', 'P', 'E', 'Z', 'Y'];

export const numberFilters: FilterFamily = {
  abs: filter('Without its sign.', {}, (value) => {
    const number = numberOf(value);
    if (number === undefined) return typeError(`bad operand type for abs(): '${typeNameOf(value)}'`);
    return number < 0 || Object.is(number, -0) ? negate(value) : typeof value === 'boolean' ? number : value;
  }),
  int: filter('A whole number, exact; `default` where it is none.', { default: 0, base: 10 }, (value, args) =>
    foundOr(toInt(value, intOf(args.base)), () => args.default),
  ),
  float: filter('A floating-point number; `default` where it is none.', { default: new Float(0) }, (value, args) => {
    const number = typeof value === 'string' ? floatFromText(value) : numberOf(value);
    return number === undefined ? args.default : float(Number(number));
  }),
  round: filter(
    'Rounded, halves to even; `ceil` and `floor` by name.',
    { precision: 0, method: 'common' },
    (value, args) => round(value, intOf(args.precision), stringOf(args.method)),
  ),
  filesizeformat: filter('Bytes as people read them: `13 kB`, `4.1 MB`.', { binary: false }, (value, args) => {
    const bytes = typeof value === 'string' ? floatFromText(value) : numberOf(value);
    if (bytes === undefined)
      return typeError(`float() argument must be a string or a real number, not '${typeNameOf(value)}'`);
    const size = Number(bytes);
    if (Number.isNaN(size)) return `nan ${truthy(args.binary) ? 'YiB' : 'YB'}`;
    const isBinary = truthy(args.binary);
    const base = isBinary ? 1024 : 1000;
    if (size === 1) return '1 Byte';
    if (size < base) {
      const whole = foundOr(truncate(size), () => valueError('cannot convert float infinity to integer'));
      return `${stringOf(whole)} Bytes`;
    }
    const step = sizes.findIndex((_, index) => size < base ** (index + 2));
    const index = step < 0 ? sizes.length - 1 : step;
    const text = floatDigits((base * size) / base ** (index + 2), { type: 'f', precision: 1 });
    return `${text} ${isBinary ? `${(sizes[index] as string).toUpperCase()}i` : sizes[index]}B`;
  }),
};

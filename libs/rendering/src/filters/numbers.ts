import { Float, float, int } from '@fleet/values';
import { negate } from '../python/arithmetic.js';
import { numberOf, truthy } from '../python/compare.js';
import { floatDigits } from '../python/format-spec.js';
import { fixedText } from '../python/number-text.js';
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
  const prefix = { 2: '0b', 8: '0o', 16: '0x' }[base];
  const found = /^\s*([+-]?)(0[bBoOxX])?([0-9a-zA-Z]+(?:_[0-9a-zA-Z]+)*)\s*$/.exec(text);
  if (!found || base < 2 || base > 36) return undefined;
  if (found[2] !== undefined && found[2].toLowerCase() !== prefix) return undefined;
  let value = 0n;
  for (const char of (found[3] as string).replaceAll('_', '').toLowerCase()) {
    const digit = parseInt(char, 36);
    if (digit >= base) return undefined;
    value = value * BigInt(base) + BigInt(digit);
  }
  return int(found[1] === '-' ? -value : value);
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
  return typeof number === 'bigint' ? number : truncate(number);
}

/** Rounds half to even, as Python does, on the exact decimal value of the float. */
export function roundHalfEven(value: number, digits: number): number {
  if (!Number.isFinite(value) || digits > 300) return value;
  if (digits < 0) {
    const unit = 10 ** -digits;
    const quotient = value / unit;
    const floor = Math.floor(quotient);
    const rest = quotient - floor;
    return (rest > 0.5 || (rest === 0.5 && floor % 2 !== 0) ? floor + 1 : floor) * unit;
  }
  if (Math.abs(value) >= 1e21) return value;
  const size = Number(fixedText(Math.abs(value), Math.min(100, digits)));
  return value < 0 ? -size : size;
}

function round(value: Thing, precision: number, how: string): Thing {
  const number = numberOf(value);
  if (number === undefined) return typeError(`type ${typeNameOf(value)} doesn't define __round__ method`);
  if (!['common', 'ceil', 'floor'].includes(how)) valueError('method must be common, ceil or floor');
  const isInt = !(value instanceof Float) && (typeof number === 'bigint' || Number.isInteger(number));
  if (how === 'common')
    return isInt && precision >= 0
      ? number
      : isInt
        ? int(BigInt(roundHalfEven(Number(number), precision)))
        : float(roundHalfEven(Number(number), precision));
  const scale = 10 ** precision;
  return float((how === 'ceil' ? Math.ceil(Number(number) * scale) : Math.floor(Number(number) * scale)) / scale);
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
    const isBinary = truthy(args.binary);
    const base = isBinary ? 1024 : 1000;
    if (size === 1) return '1 Byte';
    if (size < base) return `${Math.trunc(size)} Bytes`;
    const step = sizes.findIndex((_, index) => size < base ** (index + 2));
    const index = step < 0 ? sizes.length - 1 : step;
    const text = floatDigits((base * size) / base ** (index + 2), { type: 'f', precision: 1 });
    return `${text} ${isBinary ? `${(sizes[index] as string).toUpperCase()}i` : sizes[index]}B`;
  }),
};

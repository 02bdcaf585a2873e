import { Float } from '@fleet/values';
import type { Budget } from './budget.js';
import { numberOf } from './compare.js';
import { floatDigits } from './float-format.js';
import { printed } from './print.js';
import { textLength } from './text.js';
import { typeError, typeNameOf, Undefined, valueError, type Thing } from './things.js';

const pattern = /^(?:([\s\S])?([<>=^]))?([-+ ])?(z)?(#)?(0)?(\d+)?([_,])?(?:\.(\d+))?([\s\S])?$/u;

interface Spec {
  readonly fill: string;
  readonly align: string | undefined;
  readonly sign: string | undefined;
  readonly noNegativeZero: boolean;
  readonly alternate: boolean;
  /** A `0` before the width: pads numbers behind their sign. */
  readonly zeros: boolean;
  readonly width: number;
  readonly grouping: string;
  readonly precision: number | undefined;
  readonly type: string;
}

/** Python's `format(value, spec)`. */
export function formatSpec(value: Thing, spec: string, budget: Budget): string {
  if (value instanceof Undefined) throw value.failure();
  if (spec === '') return printed(value);
  const number = numberOf(value);
  if (number === undefined && typeof value !== 'string')
    return typeError(`unsupported format string passed to ${typeNameOf(value)}.__format__`);
  const parsed = parseSpec(spec);
  budget.made(Math.max(parsed.width, parsed.precision ?? 0));
  return typeof value === 'string' ? formatText(value, parsed) : formatNumber(value, number as number | bigint, parsed);
}

function parseSpec(spec: string): Spec {
  const found = pattern.exec(spec);
  if (!found) return valueError(`Invalid format specifier '${spec}'`);
  const zero = found[6] !== undefined;
  return {
    // A fill that is given takes the place of the zero's, which then is only the first digit of the width.
    fill: found[1] ?? (zero ? '0' : ' '),
    align: found[2],
    sign: found[3],
    noNegativeZero: found[4] !== undefined,
    alternate: found[5] !== undefined,
    zeros: zero && found[1] === undefined,
    width: Number(found[7] ?? 0),
    grouping: found[8] ?? '',
    precision: found[9] === undefined ? undefined : Number(found[9]),
    type: found[10] ?? '',
  };
}

function formatText(value: string, spec: Spec): string {
  if (spec.type !== '' && spec.type !== 's') return unknownCode(spec.type, 'str');
  if (spec.sign !== undefined)
    return valueError(`${spec.sign === ' ' ? 'Space' : 'Sign'} not allowed in string format specifier`);
  if (spec.noNegativeZero) return valueError('Negative zero coercion (z) not allowed in string format specifier');
  if (spec.alternate) return valueError('Alternate form (#) not allowed in string format specifier');
  if (spec.grouping !== '') return valueError(`Cannot specify '${spec.grouping}' with 's'.`);
  if (spec.align === '=') return valueError("'=' alignment not allowed in string format specifier");
  const text = spec.precision === undefined ? value : Array.from(value).slice(0, spec.precision).join('');
  return align('', text, spec, spec.align ?? '<');
}

function formatNumber(value: Thing, number: number | bigint, spec: Spec): string {
  const isFloat = value instanceof Float || (typeof value === 'number' && !Number.isInteger(value));
  const grouped = `deEfFgG%${isFloat || spec.grouping === ',' ? '' : 'bxXo'}`;
  if (spec.grouping !== '' && spec.type !== '' && !grouped.includes(spec.type))
    return valueError(`Cannot specify '${spec.grouping}' with '${spec.type}'.`);
  if (!isFloat && (spec.type === '' || 'bcdnoxX'.includes(spec.type))) return formatInt(BigInt(number), spec);
  if (!'eEfFgGn%'.includes(spec.type)) return unknownCode(spec.type, isFloat ? 'float' : typeNameOf(value));
  const float = Number(number);
  if (!Number.isFinite(float) && typeof number === 'bigint') return valueError('int too large to convert to float');
  const digits = floatDigits(Math.abs(float), spec);
  const negative = float < 0 || Object.is(float, -0);
  const isZero = !/[1-9a-z]/i.test(digits);
  return numeric(negative && !(spec.noNegativeZero && isZero), '', digits, spec, 3);
}

function formatInt(value: bigint, spec: Spec): string {
  if (spec.precision !== undefined) return valueError('Precision not allowed in integer format specifier');
  if (spec.noNegativeZero) return valueError('Negative zero coercion (z) not allowed in format specifier with integer');
  if (spec.type === 'c') return formatCharacter(value, spec);
  const base = { b: 2, o: 8, x: 16, X: 16 }[spec.type] ?? 10;
  const digits = (value < 0n ? -value : value).toString(base);
  const prefix = spec.alternate && base !== 10 ? `0${spec.type}` : '';
  return numeric(value < 0n, prefix, spec.type === 'X' ? digits.toUpperCase() : digits, spec, base === 10 ? 3 : 4);
}

function formatCharacter(value: bigint, spec: Spec): string {
  if (spec.sign !== undefined) return valueError("Sign not allowed with integer format specifier 'c'");
  if (spec.alternate) return valueError("Alternate form (#) not allowed with integer format specifier 'c'");
  if (value < 0n || value > 0x10ffffn) return valueError('%c arg not in range(0x110000)');
  return align('', String.fromCodePoint(Number(value)), spec, spec.align ?? (spec.zeros ? '=' : '>'));
}

function unknownCode(type: string, of: string): never {
  return valueError(`Unknown format code '${type}' for object of type '${of}'`);
}

function numeric(negative: boolean, prefix: string, digits: string, spec: Spec, size: number): string {
  const sign = (negative ? '-' : spec.sign === undefined || spec.sign === '-' ? '' : spec.sign) + prefix;
  const how = spec.align ?? (spec.zeros ? '=' : '>');
  const least = how === '=' && spec.fill === '0' ? spec.width - sign.length : 0;
  return align(sign, group(digits, spec.grouping, size, least), spec, how);
}

/** Digits in groups of `size`; zeros before them up to the width `least` are grouped too. */
function group(text: string, separator: string, size: number, least: number): string {
  if (separator === '') return text;
  const whole = /^(?:[0-9]+(?=[.e%E]|$)|[0-9a-fA-F]+$)/.exec(text)?.[0] ?? '';
  const rest = text.slice(whole.length);
  const grouped = (digits: string): string =>
    digits.replace(new RegExp(`\\B(?=(?:[0-9a-zA-Z]{${size}})+$)`, 'g'), separator);
  if (whole === '' || grouped(whole).length + rest.length >= least) return grouped(whole) + rest;
  const room = least - rest.length;
  // Of every `size + 1` columns one is a separator; a group is never begun by one.
  const digits = room - Math.floor(room / (size + 1)) + (room % (size + 1) === 0 ? 1 : 0);
  return grouped(whole.padStart(digits, '0')) + rest;
}

function align(sign: string, text: string, spec: Spec, how: string): string {
  const missing = spec.width - textLength(text) - sign.length;
  if (missing <= 0) return sign + text;
  if (how === '=') return sign + spec.fill.repeat(missing) + text;
  if (how === '<') return sign + text + spec.fill.repeat(missing);
  if (how === '>') return spec.fill.repeat(missing) + sign + text;
  const left = Math.floor(missing / 2);
  return spec.fill.repeat(left) + sign + text + spec.fill.repeat(missing - left);
}

import { Float } from '@fleet/values';
import type { Budget } from './budget.js';
import { numberOf } from './compare.js';
import { exponentText, fixedText, floatText } from './number-text.js';
import { printed } from './print.js';
import { textLength } from './text.js';
import { typeNameOf, valueError, type Thing } from './things.js';

const pattern = /^(?:([\s\S])?([<>=^]))?([-+ ])?(z)?(#)?(0)?(\d+)?([_,])?(?:\.(\d+))?([bcdeEfFgGnosxX%])?$/u;

interface Spec {
  readonly fill: string;
  readonly align: string | undefined;
  readonly sign: string;
  readonly alternate: boolean;
  readonly width: number;
  readonly grouping: string;
  readonly precision: number | undefined;
  readonly type: string;
}

/** Python's `format(value, spec)`. */
export function formatSpec(value: Thing, spec: string, budget: Budget): string {
  if (spec === '') return printed(value);
  const parsed = parseSpec(spec);
  budget.made(Math.max(parsed.width, parsed.precision ?? 0));
  const number = numberOf(value);
  if (number !== undefined && !(typeof value === 'boolean' && parsed.type === 's'))
    return formatNumber(value, number, parsed);
  if (typeof value !== 'string')
    return valueError(`unsupported format string passed to ${typeNameOf(value)}.__format__`);
  if (parsed.type !== '' && parsed.type !== 's')
    return valueError(`Unknown format code '${parsed.type}' for object of type 'str'`);
  if (parsed.align === '=') return valueError("'=' alignment not allowed in string format specifier");
  const text = parsed.precision === undefined ? value : Array.from(value).slice(0, parsed.precision).join('');
  return align(text, '', parsed, '<');
}

function parseSpec(spec: string): Spec {
  const found = pattern.exec(spec);
  if (!found) return valueError(`Invalid format specifier '${spec}'`);
  const zero = found[6] === '0';
  return {
    fill: found[1] ?? (zero && !found[2] ? '0' : ' '),
    align: found[2] ?? (zero ? '=' : undefined),
    sign: found[3] ?? '-',
    alternate: found[5] !== undefined,
    width: Number(found[7] ?? 0),
    grouping: found[8] ?? '',
    precision: found[9] === undefined ? undefined : Number(found[9]),
    type: found[10] ?? '',
  };
}

function formatNumber(value: Thing, number: number | bigint, spec: Spec): string {
  const isFloat = value instanceof Float || (typeof value === 'number' && !Number.isInteger(value));
  if (!isFloat && (spec.type === '' || 'bcdnoxX'.includes(spec.type))) return formatInt(BigInt(number), spec);
  if (!'eEfFgGn%'.includes(spec.type))
    return valueError(`Unknown format code '${spec.type}' for object of type '${isFloat ? 'float' : 'int'}'`);
  const float = Number(number);
  const negative = float < 0 || Object.is(float, -0);
  return align(group(floatDigits(Math.abs(float), spec), spec.grouping, 3), signOf(negative, spec), spec, '>');
}

function formatInt(value: bigint, spec: Spec): string {
  if (spec.precision !== undefined) return valueError('Precision not allowed in integer format specifier');
  if (spec.type === 'c') return align(String.fromCodePoint(Number(value)), '', spec, '<');
  const base = { b: 2, o: 8, x: 16, X: 16 }[spec.type] ?? 10;
  const digits = (value < 0n ? -value : value).toString(base);
  const prefix = spec.alternate && base !== 10 ? `0${spec.type}` : '';
  const text = group(spec.type === 'X' ? digits.toUpperCase() : digits, spec.grouping, base === 10 ? 3 : 4);
  return align(text, signOf(value < 0n, spec) + prefix, spec, '>');
}

function signOf(negative: boolean, spec: Spec): string {
  return negative ? '-' : spec.sign === '-' ? '' : spec.sign;
}

/** Digits of a float that is not negative, by type. */
export function floatDigits(
  value: number,
  spec: { type: string; precision: number | undefined; alternate?: boolean },
): string {
  if (!Number.isFinite(value)) {
    const text = Number.isNaN(value) ? 'nan' : 'inf';
    return 'EFG'.includes(spec.type) && spec.type !== '' ? text.toUpperCase() : text;
  }
  const precision = Math.min(spec.precision ?? 6, 100);
  switch (spec.type) {
    case 'f':
    case 'F':
      return fixed(value, precision);
    case '%':
      return `${fixed(value * 100, precision)}%`;
    case 'e':
      return exponential(value, precision);
    case 'E':
      return exponential(value, precision).toUpperCase();
    case '':
      return spec.precision === undefined ? floatText(value) : general(value, precision, true);
    default: {
      const text = general(value, precision, false);
      return spec.type === 'G' ? text.toUpperCase() : text;
    }
  }
}

/** `toFixed` gives exponents from 1e21; Python never does. */
function fixed(value: number, precision: number): string {
  if (value < 1e21) return fixedText(value, precision);
  return BigInt(value).toString() + (precision > 0 ? `.${'0'.repeat(precision)}` : '');
}

function exponential(value: number, precision: number): string {
  return exponentText(value, precision).replace(/e([+-])(\d)$/, 'e$10$2');
}

function general(value: number, wanted: number, keepPoint: boolean): string {
  const precision = Math.max(1, wanted);
  if (value === 0) return keepPoint ? '0.0' : '0';
  const exponent = Number(exponentText(value, precision - 1).split('e')[1]);
  if (exponent < -4 || exponent >= (keepPoint ? precision - 1 || 1 : precision)) {
    return exponential(value, precision - 1).replace(/\.?0+e/, 'e');
  }
  const text = fixedText(value, Math.max(0, Math.min(100, precision - 1 - exponent)));
  const trimmed = text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  return keepPoint && !trimmed.includes('.') ? `${trimmed}.0` : trimmed;
}

function group(digits: string, separator: string, size: number): string {
  if (separator === '') return digits;
  const whole = /^[0-9a-zA-Z]+?(?=[.e%]|$)/.exec(digits)?.[0] ?? '';
  const grouped = whole.replace(new RegExp(`\\B(?=(?:[0-9a-zA-Z]{${size}})+$)`, 'g'), separator);
  return grouped + digits.slice(whole.length);
}

function align(text: string, sign: string, spec: Spec, preset: string): string {
  const missing = spec.width - textLength(text) - sign.length;
  if (missing <= 0) return sign + text;
  const how = spec.align ?? preset;
  if (how === '=') return sign + spec.fill.repeat(missing) + text;
  if (how === '<') return sign + text + spec.fill.repeat(missing);
  if (how === '>') return spec.fill.repeat(missing) + sign + text;
  const left = Math.floor(missing / 2);
  return spec.fill.repeat(left) + sign + text + spec.fill.repeat(missing - left);
}

import { Float, Tuple } from '@fleet/values';
import type { Budget } from './budget.js';
import { getItem, numberOf } from './compare.js';
import { floatDigits } from './format-spec.js';
import { printed, reprOf } from './print.js';
import { foundOr, typeError, typeNameOf, Undefined, valueError, type Thing } from './things.js';

const pattern = /%(?:\(([^)]*)\))?([-+ #0]*)(\*|\d+)?(?:\.(\*|\d+))?[hlL]?([\s\S])?/g;

/** Python's `text % values`. */
export function percentFormat(text: string, values: Thing, budget: Budget): string {
  const list = values instanceof Tuple ? (values as Thing[]) : [values];
  let next = 0;
  let named = false;
  const take = (): Thing => {
    const value = list[next];
    if (value === undefined) return typeError('not enough arguments for format string');
    next += 1;
    return value;
  };
  const result = text.replace(
    pattern,
    (_whole, key: string | undefined, flags: string, width?: string, precision?: string, type?: string) => {
      if (type === '%') return '%';
      if (type === undefined) return valueError('incomplete format');
      let value: Thing | undefined;
      if (key !== undefined) {
        if (!(values instanceof Map)) return typeError('format requires a mapping');
        named = true;
        value = foundOr(getItem(values, key), () =>
          valueError(`the format string asks for ${reprOf(key)}, which is not given`),
        );
      }
      const number = (given: string | undefined): number | undefined =>
        given === undefined ? undefined : given === '*' ? Number(numberOf(take())) : Number(given);
      const columns = number(width) ?? 0;
      const digits = number(precision);
      budget.made(Math.max(Math.abs(columns), digits ?? 0));
      if (value === undefined) value = take();
      if (value instanceof Undefined) throw value.failure();
      return pad(convert(value, type, flags, digits), columns, flags, 'diouxXeEfFgG'.includes(type));
    },
  );
  if (!named && next < list.length && !(values instanceof Map && next === 0))
    return typeError('not all arguments converted during string formatting');
  budget.made(result.length);
  return result;
}

function convert(value: Thing, type: string, flags: string, precision: number | undefined): string {
  if (type === 's' || type === 'r' || type === 'a') {
    const text = type === 's' ? printed(value) : reprOf(value);
    return precision === undefined ? text : Array.from(text).slice(0, precision).join('');
  }
  if (type === 'c') return typeof value === 'string' ? value : String.fromCodePoint(Number(numberOf(value)));
  if (!'diouxXeEfFgG'.includes(type)) return valueError(`unsupported format character '${type}'`);
  const number = numberOf(value);
  if (number === undefined) return typeError(`%${type} format: a real number is required, not ${typeNameOf(value)}`);
  const negative = number < 0;
  const sign = negative ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
  if ('eEfFgG'.includes(type)) return sign + floatDigits(Math.abs(Number(number)), { type, precision });
  const isFloat = value instanceof Float || (typeof value === 'number' && !Number.isInteger(value));
  if (isFloat && 'oxX'.includes(type)) return typeError(`%${type} format: an integer is required, not float`);
  const whole = BigInt(isFloat ? Math.trunc(Number(number)) : number);
  const base = { o: 8, x: 16, X: 16 }[type] ?? 10;
  const digits = (whole < 0n ? -whole : whole).toString(base).padStart(precision ?? 0, '0');
  const prefix = flags.includes('#') && base !== 10 ? `0${type}` : '';
  return sign + prefix + (type === 'X' ? digits.toUpperCase() : digits);
}

function pad(text: string, width: number, flags: string, numeric: boolean): string {
  const columns = Math.abs(width);
  if (flags.includes('-') || width < 0) return text.padEnd(columns);
  if (!flags.includes('0') || !numeric) return text.padStart(columns);
  const sign = /^(?:[-+ ])?(?:0[oxX])?/.exec(text)?.[0] ?? '';
  return sign + text.slice(sign.length).padStart(columns - sign.length, '0');
}

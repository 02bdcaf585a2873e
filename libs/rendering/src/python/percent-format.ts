import { Float, Tuple } from '@fleet/values';
import type { Budget } from './budget.js';
import { getItem, numberOf } from './compare.js';
import { floatDigits } from './float-format.js';
import { Range } from './objects.js';
import { asciiRepr, printed, reprOf } from './print.js';
import { textLength } from './text.js';
import { foundOr, typeError, typeNameOf, Undefined, valueError, type Thing } from './things.js';

const directive = /([-+ #0]*)(\*|\d+)?(?:\.(\*|\d*))?[hlL]?([\s\S])?/y;

interface Directive {
  readonly type: string;
  readonly flags: string;
  readonly width: number;
  readonly precision: number | undefined;
}

/** Python's `text % values`. */
export function percentFormat(text: string, values: Thing, budget: Budget): string {
  const given = new Values(values);
  let result = '';
  let at = 0;
  for (let found = text.indexOf('%'); found >= 0; found = text.indexOf('%', at)) {
    result += text.slice(at, found);
    at = found + 1;
    if (text[at] === '(') {
      const end = closing(text, at);
      given.pick(text.slice(at + 1, end));
      at = end + 1;
    }
    directive.lastIndex = at;
    const [, flags = '', width, precision, type] = directive.exec(text) as RegExpExecArray;
    at = directive.lastIndex;
    if (type === undefined) return valueError('incomplete format');
    const columns = width === '*' ? given.number() : Number(width ?? 0);
    const digits = precision === undefined ? undefined : precision === '*' ? given.number() : Number(precision);
    budget.made(Math.max(Math.abs(columns), digits ?? 0));
    if (type === '%' && directive.lastIndex - found === 2) result += '%';
    else result += convert(given.next(), { type, flags, width: columns, precision: digits && Math.max(0, digits) });
    budget.joined(result.length);
  }
  given.finish();
  budget.made(result.length + text.length - at);
  return result + text.slice(at);
}

function closing(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1;
    if (text[at] === ')') depth -= 1;
    if (depth === 0) return at;
  }
  return valueError('incomplete format key');
}

/** What stands right of the `%`: a tuple's items in turn, or one value; or a mapping's items by name. */
class Values {
  private items: readonly Thing[];
  private at = 0;

  constructor(private readonly values: Thing) {
    this.items = values instanceof Tuple ? (values as Thing[]) : [values];
  }

  pick(key: string): void {
    if (!(this.values instanceof Map)) return typeError('format requires a mapping');
    const value = foundOr(getItem(this.values, key), () =>
      valueError(`the format string asks for ${reprOf(key)}, which is not given`),
    );
    this.items = [value];
    this.at = 0;
  }

  next(): Thing {
    const value = this.items[this.at];
    if (value === undefined) return typeError('not enough arguments for format string');
    if (value instanceof Undefined) throw value.failure();
    this.at += 1;
    return value;
  }

  /** The width or precision that a `*` stands for. */
  number(): number {
    const value = this.next();
    const isInt = typeof value === 'boolean' || (typeof value === 'number' && Number.isInteger(value));
    return isInt ? Number(value) : typeError('* wants int');
  }

  /** Python takes whatever has items for a mapping, of which not everything need be used. */
  finish(): void {
    const { values } = this;
    if (values instanceof Undefined) throw values.failure();
    const hasItems = values instanceof Map || values instanceof Range || Array.isArray(values);
    if (this.at < this.items.length && !(hasItems && !(values instanceof Tuple)))
      typeError('not all arguments converted during string formatting');
  }
}

function convert(value: Thing, how: Directive): string {
  const { type, precision } = how;
  if (type === 's' || type === 'r' || type === 'a') {
    const text = type === 's' ? printed(value) : type === 'r' ? reprOf(value) : asciiRepr(value);
    return pad('', precision === undefined ? text : Array.from(text).slice(0, precision).join(''), how, false);
  }
  if (type === 'c') return pad('', character(value), how, false);
  if (!'diouxXeEfFgG'.includes(type)) return valueError(`unsupported format character '${type}'`);
  const number = numberOf(value);
  if (number === undefined) return typeError(`%${type} format: a real number is required, not ${typeNameOf(value)}`);
  return 'eEfFgG'.includes(type) ? float(number, how) : int(value, number, how);
}

function character(value: Thing): string {
  if (typeof value === 'string' && textLength(value) === 1) return value;
  const isInt = typeof value === 'boolean' || typeof value === 'bigint' || Number.isInteger(value);
  if (!isInt) return typeError('%c requires int or char');
  const code = Number(value);
  return code >= 0 && code <= 0x10ffff ? String.fromCodePoint(code) : valueError('%c arg not in range(0x110000)');
}

function float(number: number | bigint, how: Directive): string {
  const value = Number(number);
  if (!Number.isFinite(value) && typeof number === 'bigint') return valueError('int too large to convert to float');
  const digits = floatDigits(Math.abs(value), { ...how, alternate: how.flags.includes('#') });
  return pad(signOf(value < 0 || Object.is(value, -0), how), digits, how, true);
}

function int(value: Thing, number: number | bigint, how: Directive): string {
  const { type, flags, precision } = how;
  const isFloat = value instanceof Float || (typeof value === 'number' && !Number.isInteger(value));
  if (isFloat && 'oxX'.includes(type)) return typeError(`%${type} format: an integer is required, not float`);
  if (!Number.isFinite(Number(number)) && isFloat) return valueError('cannot convert float infinity or NaN to integer');
  const whole = BigInt(isFloat ? Math.trunc(Number(number)) : number);
  const base = { o: 8, x: 16, X: 16 }[type] ?? 10;
  const digits = (whole < 0n ? -whole : whole).toString(base).padStart(precision ?? 0, '0');
  const prefix = flags.includes('#') && base !== 10 ? `0${type}` : '';
  return pad(signOf(whole < 0n, how) + prefix, type === 'X' ? digits.toUpperCase() : digits, how, true);
}

function signOf(negative: boolean, { flags }: Directive): string {
  return negative ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
}

function pad(sign: string, text: string, { flags, width }: Directive, numeric: boolean): string {
  const missing = Math.abs(width) - sign.length - textLength(text);
  if (missing <= 0) return sign + text;
  if (flags.includes('-') || width < 0) return sign + text + ' '.repeat(missing);
  return flags.includes('0') && numeric ? sign + '0'.repeat(missing) + text : ' '.repeat(missing) + sign + text;
}

import { numberOf } from '../python/compare.js';
import { stringOf } from '../python/objects.js';
import { PythonError, type Thing } from '../python/things.js';
import { floatFromText } from './numbers.js';

const pad = (value: number, size = 2, fill = '0'): string => String(value).padStart(size, fill);
const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const months = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
];
const dayLength = 86_400_000;

/** Dates are read and shown in UTC, so that all minions render the same. */
export function strftime(value: Thing, format: string, now: Date): string {
  const date = dateOf(value, now);
  return expand(format, date);
}

function expand(format: string, date: Date): string {
  return format.replace(/%([\s\S]|$)/g, (_whole, name: string) => {
    const field = fields[name];
    if (!field) throw new PythonError('value', `strftime does not know %${name}`);
    return field(date);
  });
}

function dayOfYear(date: Date): number {
  return Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / dayLength);
}

/** The week of ISO 8601 and the year that it belongs to. */
function isoWeek(date: Date): { year: number; week: number } {
  const thursday = new Date(date.getTime() + (4 - (date.getUTCDay() || 7)) * dayLength);
  return { year: thursday.getUTCFullYear(), week: Math.floor(dayOfYear(thursday) / 7) + 1 };
}

const hour12 = (date: Date): number => date.getUTCHours() % 12 || 12;
const half = (date: Date): string => (date.getUTCHours() < 12 ? 'AM' : 'PM');

/** Each field as the C library writes it in its plain locale. */
const fields: Readonly<Record<string, (date: Date) => string>> = {
  Y: (date) => String(date.getUTCFullYear()),
  C: (date) => pad(Math.floor(date.getUTCFullYear() / 100)),
  y: (date) => pad(date.getUTCFullYear() % 100),
  m: (date) => pad(date.getUTCMonth() + 1),
  d: (date) => pad(date.getUTCDate()),
  e: (date) => pad(date.getUTCDate(), 2, ' '),
  H: (date) => pad(date.getUTCHours()),
  k: (date) => pad(date.getUTCHours(), 2, ' '),
  I: (date) => pad(hour12(date)),
  l: (date) => pad(hour12(date), 2, ' '),
  M: (date) => pad(date.getUTCMinutes()),
  S: (date) => pad(date.getUTCSeconds()),
  f: (date) => pad(date.getUTCMilliseconds() * 1000, 6),
  j: (date) => pad(dayOfYear(date) + 1, 3),
  p: half,
  P: (date) => half(date).toLowerCase(),
  A: (date) => days[date.getUTCDay()] as string,
  a: (date) => (days[date.getUTCDay()] as string).slice(0, 3),
  B: (date) => months[date.getUTCMonth()] as string,
  b: (date) => (months[date.getUTCMonth()] as string).slice(0, 3),
  h: (date) => (months[date.getUTCMonth()] as string).slice(0, 3),
  w: (date) => String(date.getUTCDay()),
  u: (date) => String(date.getUTCDay() || 7),
  U: (date) => pad(Math.floor((dayOfYear(date) + 7 - date.getUTCDay()) / 7)),
  W: (date) => pad(Math.floor((dayOfYear(date) + 7 - ((date.getUTCDay() + 6) % 7)) / 7)),
  V: (date) => pad(isoWeek(date).week),
  G: (date) => String(isoWeek(date).year),
  g: (date) => pad(isoWeek(date).year % 100),
  s: (date) => String(Math.floor(date.getTime() / 1000)),
  // A date without a zone prints none.
  z: () => '',
  Z: () => '',
  c: (date) => expand('%a %b %e %H:%M:%S %Y', date),
  D: (date) => expand('%m/%d/%y', date),
  F: (date) => expand('%Y-%m-%d', date),
  R: (date) => expand('%H:%M', date),
  r: (date) => expand('%I:%M:%S %p', date),
  T: (date) => expand('%H:%M:%S', date),
  x: (date) => expand('%m/%d/%y', date),
  X: (date) => expand('%H:%M:%S', date),
  n: () => '\n',
  t: () => '\t',
  '%': () => '%',
};

function dateOf(value: Thing, now: Date): Date {
  if (value === null || value === 'now' || value === '') return now;
  const number = typeof value === 'string' ? floatFromText(value) : numberOf(value);
  const text = typeof value === 'string' ? value.trim() : '';
  const iso =
    /^(\d{4})[-/](\d{2})[-/](\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)\s*(Z|UTC|[+-]\d{2}:?\d{2})?)?$/.exec(text);
  const date =
    number !== undefined
      ? new Date(Number(number) * 1000)
      : iso
        ? new Date(`${iso.slice(1, 4).join('-')}T${iso[4] ?? '00:00'}${(iso[5] ?? 'Z').replace('UTC', 'Z')}`)
        : new Date(NaN);
  if (Number.isNaN(date.getTime()))
    throw new PythonError('value', `not a time: ${stringOf(value)}`, 'Seconds since 1970, or 2026-01-31T12:00:00.');
  return date;
}

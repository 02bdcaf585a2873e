import { numberOf, truthy } from '../python/compare.js';
import { iterate, stringOf, textOf } from '../python/objects.js';
import { compileRegex, matchGroups, replaceAll } from '../python/regex.js';
import { required } from '../python/signature.js';
import { characters } from '../python/text.js';
import { PythonError, tupleOf, typeError, type Thing } from '../python/things.js';
import { doubleQuoted, singleQuoted } from '../yaml/scalar-text.js';
import { dumpYaml } from '../yaml/dump.js';
import { toValue } from '../compile/to-value.js';
import { filter, type FilterFamily } from './definition.js';
import { floatFromText, intFromText } from './numbers.js';
import { float } from '@fleet/values';

const flags = { ignorecase: false, multiline: false } as const;

function matching(anchored: boolean): FilterFamily[string] {
  const where = anchored ? 'at the beginning' : 'anywhere';
  return filter(`The groups of a match ${where} of the text, or None.`, { rgx: required, ...flags }, (value, args) => {
    const regex = compileRegex(textOf(args.rgx), {
      ignoreCase: truthy(args.ignorecase),
      multiline: truthy(args.multiline),
    });
    const groups = matchGroups(regex, stringOf(value), anchored);
    return groups ? tupleOf(groups) : null;
  });
}

function camelToSnake(text: string): string {
  const letters = characters(text);
  const isUpper = (char: string | undefined): boolean => char !== undefined && char !== char.toLowerCase();
  const isLower = (char: string | undefined): boolean => char !== undefined && char !== char.toUpperCase();
  return letters
    .map((char, index) => {
      const startsWord = index > 0 && isUpper(char) && (isLower(letters[index - 1]) || isLower(letters[index + 1]));
      return (startsWord ? '_' : '') + char.toLowerCase();
    })
    .join('');
}

export const saltTextFilters: FilterFamily = {
  regex_match: matching(true),
  regex_search: matching(false),
  regex_replace: filter(
    'Every match replaced; `\\1` is the first group.',
    { rgx: required, val: required, ...flags },
    (value, args, engine) => {
      const regex = compileRegex(textOf(args.rgx), {
        ignoreCase: truthy(args.ignorecase),
        multiline: truthy(args.multiline),
      });
      const text = stringOf(value);
      engine.budget.made(text.length);
      return replaceAll(regex, text, textOf(args.val), (length) => engine.budget.joined(length));
    },
  ),
  regex_escape: filter('Every character that means something in a pattern escaped.', {}, (value) =>
    stringOf(value).replace(/[()[\]{}?*+\-|^$\\.&~# \t\n\r\v\f]/g, '\\$&'),
  ),
  quote: filter('Quoted for a shell.', {}, (value) => {
    const text = stringOf(value);
    if (text === '') return "''";
    return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'"'"'`)}'`;
  }),
  to_snake_case: filter('`camelCase` as `camel_case`.', {}, (value) => camelToSnake(textOf(value))),
  to_camelcase: filter('`snake_case` as `snakeCase`, or `SnakeCase`.', { uppercamel: false }, (value, args) => {
    const words = textOf(value).split('_');
    const capital = (word: string): string =>
      word.replace(/\p{L}+/gu, (part) => part.slice(0, 1).toUpperCase() + part.slice(1).toLowerCase());
    return words.map((word, index) => (index > 0 || truthy(args.uppercamel) ? capital(word) : word)).join('');
  }),
  contains_whitespace: filter('Whether there is whitespace in it.', {}, (value) => /\s/.test(textOf(value))),
  substring_in_list: filter('Whether a text of the list contains it.', { lst: required }, (value, args) => {
    for (const item of iterate(args.lst)) if (stringOf(item).includes(textOf(value))) return true;
    return false;
  }),
  check_whitelist_blacklist: filter(
    'Whether the lists of globs and patterns let it pass; the blacklist speaks first.',
    { whitelist: null, blacklist: null },
    (value, args) => {
      const matches = (list: Thing): boolean =>
        (typeof list === 'string' ? [list] : [...iterate(list)]).some((pattern) =>
          expressionMatches(textOf(value), textOf(pattern)),
        );
      if (truthy(args.blacklist) && matches(args.blacklist)) return false;
      return !truthy(args.whitelist) || matches(args.whitelist);
    },
  ),
  human_to_bytes: filter(
    '`2G`, `64KiB` as a number of bytes; 0 where it is none.',
    { default_unit: 'B', handle_metric: false },
    (value, args) => humanToBytes(stringOf(value), textOf(args.default_unit), truthy(args.handle_metric)),
  ),
  to_num: filter('A number where it is one, else the text.', {}, toNumber),
  str_to_num: filter('A number where it is one, else the text.', {}, toNumber),
  is_hex: filter(
    'Whether it is a text of hexadecimal digits.',
    {},
    (value) => typeof value === 'string' && intFromText(value, 16) !== undefined,
  ),
  yaml_encode: filter('One scalar as YAML; texts in double quotes.', {}, (value) => {
    if (typeof value === 'string') return doubleQuoted(value);
    if (Array.isArray(value) || value instanceof Map)
      return typeError('yaml_encode() only works with YAML scalar data');
    return dumpYaml(toValue(value, 'yaml_encode'), {}).replace(/\n(?:\.\.\.\n)?$/, '');
  }),
  yaml_dquote: filter('In double quotes, as YAML.', {}, (value) => doubleQuoted(stringOf(value))),
  yaml_squote: filter('In single quotes, as YAML.', {}, (value) => singleQuoted(stringOf(value))),
  path_join: filter(
    'Parts of a path joined; an absolute part starts anew.',
    {},
    (value, args) => joinPath([value, ...args.rest].map((part) => textOf(part))),
    { rest: 'positional' },
  ),
  strftime: filter('A time by a format of strftime, in UTC.', { format: '%Y-%m-%d' }, (value, args, engine) =>
    strftime(value, textOf(args.format), engine.now),
  ),
  date_format: filter('A time by a format of strftime, in UTC.', { format: '%Y-%m-%d' }, (value, args, engine) =>
    strftime(value, textOf(args.format), engine.now),
  ),
};

function joinPath(parts: readonly string[]): string {
  return parts.reduce((path, part) => {
    if (part.startsWith('/') || path === '') return part;
    return path.endsWith('/') ? path + part : `${path}/${part}`;
  });
}

function toNumber(value: Thing): Thing {
  if (numberOf(value) !== undefined) return value;
  const text = stringOf(value);
  const whole = intFromText(text);
  if (whole !== undefined) return whole;
  const fraction = floatFromText(text);
  return fraction === undefined ? value : float(fraction);
}

/** As the bus of Salt does for ids: a glob, or a pattern for the whole text. */
function expressionMatches(text: string, expression: string): boolean {
  const glob = expression
    .replace(/\[!/g, '[^')
    .replace(/[.+^${}()|\\]/g, (char, at: number) => (char === '^' && expression[at - 1] === '[' ? '^' : `\\${char}`))
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  for (const pattern of [glob, expression]) {
    try {
      if (compileRegex(`(?s)\\A(?:${pattern})\\Z`).match(text)) return true;
    } catch (error) {
      if (!(error instanceof PythonError)) throw error;
    }
  }
  return false;
}

function humanToBytes(size: string, defaultUnit: string, metric: boolean): Thing {
  const found = /^([0-9.]*)\s*(.*)$/.exec(size.trim());
  const number = floatFromText(found?.[1] ?? '');
  const unit = ((found?.[2] ?? '') || defaultUnit).toLowerCase();
  const isDecimal = /^[kmgtpezy]b$/.test(unit);
  if (number === undefined || (!isDecimal && !/^(?:b|[kmgtpezy](?:ib)?)$/.test(unit))) return 0;
  const power = 'bkmgtpezy'.indexOf(unit[0] as string);
  return Math.trunc(number * (isDecimal && metric ? 1000 : 1024) ** power);
}

const pad = (value: number, size = 2): string => String(value).padStart(size, '0');
const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** Dates are read and shown in UTC, so that all minions render the same. */
export function strftime(value: Thing, format: string, now: Date): string {
  const date = dateOf(value, now);
  const dayOfYear =
    Math.floor(
      (Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()) - Date.UTC(date.getUTCFullYear(), 0, 1)) /
        86_400_000,
    ) + 1;
  const fields: Record<string, () => string> = {
    Y: () => pad(date.getUTCFullYear(), 4),
    y: () => pad(date.getUTCFullYear() % 100),
    m: () => pad(date.getUTCMonth() + 1),
    d: () => pad(date.getUTCDate()),
    H: () => pad(date.getUTCHours()),
    I: () => pad(date.getUTCHours() % 12 || 12),
    M: () => pad(date.getUTCMinutes()),
    S: () => pad(date.getUTCSeconds()),
    f: () => pad(date.getUTCMilliseconds() * 1000, 6),
    j: () => pad(dayOfYear, 3),
    p: () => (date.getUTCHours() < 12 ? 'AM' : 'PM'),
    A: () => days[date.getUTCDay()] as string,
    a: () => (days[date.getUTCDay()] as string).slice(0, 3),
    B: () => months[date.getUTCMonth()] as string,
    b: () => (months[date.getUTCMonth()] as string).slice(0, 3),
    w: () => String(date.getUTCDay()),
    u: () => String(date.getUTCDay() || 7),
    s: () => String(Math.floor(date.getTime() / 1000)),
    z: () => '+0000',
    Z: () => 'UTC',
    F: () => date.toISOString().slice(0, 10),
    T: () => date.toISOString().slice(11, 19),
    '%': () => '%',
  };
  return format.replace(/%([\s\S])/g, (_whole, name: string) => {
    const field = fields[name];
    if (!field) throw new PythonError('value', `strftime does not know %${name}`);
    return field();
  });
}

function dateOf(value: Thing, now: Date): Date {
  if (value === null || value === 'now' || value === '') return now;
  const number = typeof value === 'string' ? floatFromText(value) : numberOf(value);
  const text = typeof value === 'string' ? value.trim() : '';
  const iso = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:?\d{2})?)?$/.exec(text);
  const date =
    number !== undefined
      ? new Date(Number(number) * 1000)
      : iso
        ? new Date(`${iso[1] as string}T${iso[2] ?? '00:00'}${iso[3] ?? 'Z'}`)
        : new Date(NaN);
  if (Number.isNaN(date.getTime()))
    throw new PythonError('value', `not a time: ${stringOf(value)}`, 'Seconds since 1970, or 2026-01-31T12:00:00.');
  return date;
}

import { truthy } from '../python/compare.js';
import { intOf, stringOf, textOf } from '../python/objects.js';
import { percentFormat } from '../python/percent-format.js';
import { required } from '../python/signature.js';
import { pad, replaceText } from '../python/string-methods.js';
import { stripChars } from '../python/string-parts.js';
import { characters, splitLines, textLength, upperFirst } from '../python/text.js';
import { tupleOf } from '../python/things.js';
import { entriesOf } from '../python/dict-methods.js';
import { filter, type FilterFamily } from './definition.js';
import { wordWrap } from './word-wrap.js';

function simple(doc: string, transform: (text: string) => string): FilterFamily[string] {
  return filter(doc, {}, (value, _args, engine) => {
    const text = stringOf(value);
    engine.budget.made(text.length);
    return transform(text);
  });
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&#34;', "'": '&#39;' };

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => entities[char] as string);
}

const escape = simple('Escapes `& < > " \'` for HTML.', escapeHtml);
const indent = filter(
  'Indents every line but the first by `width` columns (or by a text); blank lines stay empty.',
  { width: 4, first: false, blank: false },
  (value, args, engine) => {
    const margin =
      typeof args.width === 'string' ? args.width : ' '.repeat(Math.min(Math.max(0, intOf(args.width)), 10_000));
    const text = `${stringOf(value)}\n`;
    engine.budget.made(text.length + text.split('\n').length * margin.length);
    const lines = splitLines(text);
    const rest = lines.slice(1).map((line) => (line !== '' || truthy(args.blank) ? margin + line : line));
    const indented = [lines[0] ?? '', ...rest].join('\n');
    return truthy(args.first) ? margin + indented : indented;
  },
);

export const textFilters: FilterFamily = {
  capitalize: simple('First letter upper case, the rest lower case.', upperFirst),
  center: filter('Centres in a field of `width` characters.', { width: 80 }, (value, args, engine) =>
    pad(stringOf(value), intOf(args.width), ' ', 'both', engine.budget),
  ),
  e: escape,
  escape,
  forceescape: escape,
  safe: simple('The text itself: nothing is escaped here unless asked for.', (text) => text),
  format: filter(
    "Fills `%` places: `'%s-%03d' | format('a', 7)`.",
    {},
    (value, args, engine) =>
      percentFormat(textOf(value), args.named.size > 0 ? new Map(args.named) : tupleOf(args.rest), engine.budget),
    { rest: 'both' },
  ),
  indent,
  lower: simple('Lower case.', (text) => text.toLowerCase()),
  upper: simple('Upper case.', (text) => text.toUpperCase()),
  title: simple('Every word with a capital.', (text) =>
    text.replace(/[^-\s({[<]+|[-\s({[<]+/gu, (word) => (/^[-\s({[<]/.test(word) ? word : upperFirst(word))),
  ),
  replace: filter(
    'Replaces `old` by `new`, at most `count` times.',
    { old: required, new: required, count: null },
    (value, args, engine) =>
      replaceText(
        stringOf(value),
        stringOf(args.old),
        stringOf(args.new),
        args.count === null ? -1 : intOf(args.count),
        engine.budget,
      ),
  ),
  string: filter('As text.', {}, (value) => stringOf(value)),
  striptags: simple('Without tags and comments, whitespace collapsed.', (text) =>
    unescapeHtml(
      text
        .replace(/<!--[\s\S]*?-->/g, '')
        .replace(/<[^>]*>/g, '')
        .split(/\s+/)
        .filter(Boolean)
        .join(' '),
    ),
  ),
  trim: filter('Without whitespace (or `chars`) at both ends.', { chars: null }, (value, args) =>
    stripChars(stringOf(value), args.chars === null ? undefined : textOf(args.chars)),
  ),
  truncate: filter(
    'At most `length` characters, cut at a word unless `killwords`.',
    { s: 255, killwords: false, end: '...', leeway: 5 },
    (value, args) =>
      truncate(
        stringOf(value),
        intOf(args.s),
        truthy(args.killwords),
        textOf(args.end),
        args.leeway === null ? 5 : intOf(args.leeway),
      ),
  ),
  urlencode: filter('Quotes for a URL; a mapping or list of pairs becomes a query.', {}, (value) => {
    if (typeof value === 'string' || (!(value instanceof Map) && !Array.isArray(value)))
      return quoteUrl(stringOf(value), true);
    return [...entriesOf(value)]
      .map(([key, item]) => `${quoteQuery(stringOf(key))}=${quoteQuery(stringOf(item))}`)
      .join('&');
  }),
  wordcount: filter('Number of words.', {}, (value) => (stringOf(value).match(/[\p{L}\p{N}_]+/gu) ?? []).length),
  wordwrap: filter(
    'Breaks lines at `width` columns.',
    { width: 79, break_long_words: true, wrapstring: '\n', break_on_hyphens: true },
    (value, args) =>
      wordWrap(
        stringOf(value),
        intOf(args.width),
        truthy(args.break_long_words),
        args.wrapstring === null ? '\n' : textOf(args.wrapstring),
        truthy(args.break_on_hyphens),
      ),
  ),
  xmlattr: filter(
    'A mapping as XML attributes; none and undefined are left out.',
    { autospace: true },
    (value, args) => {
      const rows = [...entriesOf(value)]
        .filter(([, item]) => item !== null)
        .map(([key, item]) => `${escapeHtml(stringOf(key))}="${escapeHtml(stringOf(item))}"`);
      return (truthy(args.autospace) && rows.length > 0 ? ' ' : '') + rows.join(' ');
    },
  ),
};

function unescapeHtml(text: string): string {
  const known = new Map([
    ['amp', '&'],
    ['lt', '<'],
    ['gt', '>'],
    ['quot', '"'],
    ['apos', "'"],
    ['nbsp', '\u00a0'],
  ]);
  return text.replace(
    /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|(\w+));/g,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return known.get(name) ?? whole;
      const code = decimal === undefined ? parseInt(hex as string, 16) : Number(decimal);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}

function truncate(text: string, length: number, cutWords: boolean, end: string, leeway: number): string {
  if (textLength(text) <= length + leeway) return text;
  const kept = characters(text)
    .slice(0, Math.max(0, length - textLength(end)))
    .join('');
  if (cutWords) return kept + end;
  const space = kept.lastIndexOf(' ');
  return (space < 0 ? kept : kept.slice(0, space)) + end;
}

function quoteUrl(text: string, keepSlash: boolean): string {
  const quoted = encodeURIComponent(wellFormed(text)).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return keepSlash ? quoted.replaceAll('%2F', '/') : quoted;
}

function quoteQuery(text: string): string {
  return quoteUrl(text, false).replaceAll('%20', '+');
}

/** A lone surrogate cannot be encoded; Python cannot hold one from JSON or YAML either. */
function wellFormed(text: string): string {
  return text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
}

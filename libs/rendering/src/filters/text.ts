import { whitespace } from '../python/character-kinds.js';
import { truthy } from '../python/compare.js';
import { entriesOf } from '../python/dict-methods.js';
import type { Engine } from '../python/engine.js';
import { escapeHtml } from '../python/html.js';
import { upperFirst } from '../python/letter-case.js';
import { Markup } from '../python/markup.js';
import { markupPercent } from '../python/markup-methods.js';
import { intOf, iterateIfPossible, lengthOf, stringOf, textOf } from '../python/objects.js';
import { percentFormat } from '../python/percent-format.js';
import { reprOf } from '../python/print.js';
import { required } from '../python/signature.js';
import { pad, replaceText } from '../python/string-methods.js';
import { stripChars } from '../python/string-parts.js';
import { stripTags } from '../python/strip-tags.js';
import { characters, splitLines, textLength } from '../python/text.js';
import { tupleOf, typeError, typeNameOf, Undefined, valueError, type Thing } from '../python/things.js';
import { filter, type Filter, type FilterFamily, type FilterOptions } from './definition.js';
import { urlize } from './urlize.js';
import { wordWrap } from './word-wrap.js';

function simple(doc: string, transform: (text: string) => string, options: FilterOptions = keepsMarkup): Filter {
  return filter(
    doc,
    {},
    (value, _args, engine) => {
      const text = stringOf(value);
      engine.budget.made(text.length);
      return transform(text);
    },
    options,
  );
}

const keepsMarkup = { markup: 'keeps' } as const;
const escape = filter(
  'Escapes `& < > " \'` for HTML, once: what is marked as HTML already stays.',
  {},
  (value, _args, engine) => (value instanceof Markup ? value : toMarkup(value, escapeHtml, engine)),
  { markup: 'sees' },
);

function toMarkup(value: Thing, transform: (text: string) => string, engine: Engine): Markup {
  const text = transform(stringOf(value));
  engine.budget.made(text.length);
  return new Markup(text);
}

const indent = filter(
  'Indents every line but the first by `width` columns (or by a text); blank lines stay empty.',
  { width: 4, first: false, blank: false },
  (value, args, engine) => {
    const given = textOf(value, 'what is indented');
    const margin = typeof args.width === 'string' ? args.width : ' '.repeat(Math.max(0, bounded(args.width, engine)));
    const text = `${given}\n`;
    engine.budget.made(text.length + text.split('\n').length * margin.length);
    const lines = splitLines(text);
    const rest = lines.slice(1).map((line) => (line !== '' || truthy(args.blank) ? margin + line : line));
    const indented = [lines[0] ?? '', ...rest].join('\n');
    return truthy(args.first) ? margin + indented : indented;
  },
  keepsMarkup,
);

function bounded(width: Thing, engine: Engine): number {
  const columns = intOf(width, 'width');
  engine.budget.made(Math.max(0, columns));
  return columns;
}

export const textFilters: FilterFamily = {
  capitalize: simple('First letter upper case, the rest lower case.', upperFirst),
  center: filter(
    'Centres in a field of `width` characters.',
    { width: 80 },
    (value, args, engine) => pad(stringOf(value), intOf(args.width), ' ', 'both', engine.budget),
    keepsMarkup,
  ),
  e: escape,
  escape,
  forceescape: filter('Escapes `& < > " \'` for HTML, also where that was done before.', {}, (value, _args, engine) =>
    toMarkup(value, escapeHtml, engine),
  ),
  safe: filter('The text, marked as HTML: `escape` leaves it alone.', {}, (value, _args, engine) =>
    toMarkup(value, (text) => text, engine),
  ),
  format: filter(
    "Fills `%` places: `'%s-%03d' | format('a', 7)`.",
    {},
    (value, args, engine) => {
      if (args.rest.length > 0 && args.named.size > 0)
        typeError("can't handle positional and keyword arguments at the same time");
      const values = args.named.size > 0 ? new Map<Thing, Thing>(args.named) : tupleOf(args.rest);
      if (value instanceof Markup) return markupPercent(value, values, engine.budget);
      return percentFormat(stringOf(value), values, engine.budget);
    },
    { rest: 'both', markup: 'sees' },
  ),
  indent,
  lower: simple('Lower case.', (text) => text.toLowerCase()),
  upper: simple('Upper case.', (text) => text.toUpperCase()),
  title: simple('Every word with a capital.', (text) =>
    text.replace(words, (word) => {
      const [first = '', ...rest] = characters(word);
      return first.toUpperCase() + rest.join('').toLowerCase();
    }),
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
  string: filter('As text.', {}, (value) => stringOf(value), keepsMarkup),
  striptags: simple('Without tags and comments, whitespace collapsed, entities resolved.', stripTags, {}),
  trim: filter(
    'Without whitespace (or `chars`) at both ends.',
    { chars: null },
    (value, args) => stripChars(stringOf(value), args.chars === null ? undefined : textOf(args.chars)),
    keepsMarkup,
  ),
  truncate: filter(
    'At most `length` characters, cut at a word unless `killwords`.',
    { length: 255, killwords: false, end: '...', leeway: null },
    (value, args) => truncate(value, intOf(args.length), truthy(args.killwords), textOf(args.end), args.leeway),
    keepsMarkup,
  ),
  urlencode: filter('Quotes for a URL; a mapping or list of pairs becomes a query.', {}, (value) => {
    if (typeof value === 'string' || iterateIfPossible(value) === undefined) return quoteUrl(stringOf(value), true);
    return [...entriesOf(value)]
      .map(([key, item]) => `${quoteQuery(stringOf(key))}=${quoteQuery(stringOf(item))}`)
      .join('&');
  }),
  urlize,
  wordcount: filter('Number of words.', {}, (value) => (stringOf(value).match(/[\p{L}\p{N}_]+/gu) ?? []).length),
  wordwrap: filter(
    'Breaks lines at `width` columns.',
    { width: 79, break_long_words: true, wrapstring: null, break_on_hyphens: true },
    (value, args) =>
      wordWrap(textOf(value, 'what is wrapped'), {
        width: intOf(args.width),
        breakLongWords: truthy(args.break_long_words),
        breakOnHyphens: truthy(args.break_on_hyphens),
        between: args.wrapstring === null ? '\n' : textOf(args.wrapstring),
      }),
  ),
  xmlattr: filter(
    'A mapping as XML attributes; none and undefined are left out.',
    { autospace: true },
    (value, args) => {
      if (!(value instanceof Map)) return typeError(`xmlattr takes a dict, not ${typeNameOf(value)}`);
      const rows: string[] = [];
      for (const [key, item] of value) {
        if (item === null || item instanceof Undefined) continue;
        if (/[\t-\r />=]/.test(textOf(key, 'an attribute name')))
          valueError(`Invalid character in attribute name: ${reprOf(key)}`);
        rows.push(`${escapeHtml(stringOf(key))}="${item instanceof Markup ? item.text : escapeHtml(stringOf(item))}"`);
      }
      return (truthy(args.autospace) && rows.length > 0 ? ' ' : '') + rows.join(' ');
    },
  ),
};

const words = new RegExp(`[^-${whitespace}({[<]+`, 'gu');

function truncate(value: Thing, length: number, cutWords: boolean, end: string, givenLeeway: Thing): Thing {
  const leeway = givenLeeway === null ? 5 : intOf(givenLeeway);
  if (length < textLength(end)) return valueError(`expected length >= ${textLength(end)}, got ${length}`);
  if (leeway < 0) return valueError(`expected leeway >= 0, got ${leeway}`);
  if (lengthOf(value) <= length + leeway) return value;
  const kept = characters(textOf(value, 'what is truncated'))
    .slice(0, length - textLength(end))
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

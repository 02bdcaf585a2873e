import { truthy } from '../python/compare.js';
import { escapeHtml } from '../python/html.js';
import { Markup } from '../python/markup.js';
import { intOf, iterate, stringOf, textOf } from '../python/objects.js';
import { reprOf } from '../python/print.js';
import { whitespace } from '../python/character-kinds.js';
import { characters } from '../python/text.js';
import { valueError, type Thing } from '../python/things.js';
import { filter } from './definition.js';

const words = new RegExp(`([${whitespace}]+)`);
const letters = '\\p{L}\\p{N}_';

// Every repetition below ends at a character that it cannot take itself, so that none is ever tried in two ways.
const address = new RegExp(
  [
    '^(?:',
    `(?:https?://|www\\.)(?:[${letters}%-]+\\.)*(?:[a-z]{2,63}|xn--[${letters}%]{2,59})`,
    `|(?:[${letters}%-]{2,63}\\.)+(?:com|net|int|edu|gov|org|info|mil)`,
    '|https?://\\p{Nd}{1,3}(?:\\.\\p{Nd}{1,3}){3}',
    '|https?://\\[(?:[\\p{Nd}a-f]{0,4}:){2}(?:[\\p{Nd}a-f]{0,4}:?){1,6}\\]',
    ')(?::\\p{Nd}{1,5})?(?:[/?#].*)?$',
  ].join(''),
  'isu',
);
const mailbox = new RegExp(`^.+@[${letters}][${letters}.-]*\\.[${letters}]+$`, 'su');
const scheme = new RegExp(`^[${letters}.+-]{2,}:/{0,2}$`, 'u');

/** Python folds these to ASCII letters where a pattern ignores case; patterns here know of two of them only. */
const folded = (text: string): string => text.replace(/[İı]/g, 'i');

const pairs = [
  ['(', ')'],
  ['<', '>'],
  ['&lt;', '&gt;'],
] as const;

export const urlize = filter(
  'Web and mail addresses of a text as HTML links, the rest escaped.',
  { trim_url_limit: null, nofollow: false, target: null, rel: null, extra_schemes: null },
  (value, args, { budget }) => {
    const rel = new Set(truthy(args.rel) ? textOf(args.rel, 'rel').split(words).filter(isWord) : []);
    if (truthy(args.nofollow)) rel.add('nofollow');
    rel.add('noopener');
    const target = args.target === null || !truthy(args.target) ? '' : ` target="${htmlOf(args.target)}"`;
    const style: Style = {
      attributes: ` rel="${escapeHtml([...rel].sort().join(' '))}"${target}`,
      schemes: args.extra_schemes === null ? [] : [...iterate(args.extra_schemes)].map(schemeOf),
      shown: shortened(args.trim_url_limit),
    };
    const text = htmlOf(value);
    budget.made(text.length);
    let linked = '';
    for (const [index, part] of text.split(words).entries()) {
      budget.turn();
      // Every second part is the space between two words.
      linked += index % 2 === 0 ? linkWord(part, style) : part;
      budget.joined(linked.length);
    }
    budget.made(linked.length);
    return linked;
  },
  { markup: 'sees' },
);

interface Style {
  /** What a link to a web page carries besides the address. */
  readonly attributes: string;
  readonly schemes: readonly string[];
  readonly shown: (url: string) => string;
}

function isWord(part: string, index: number): boolean {
  return index % 2 === 0 && part !== '';
}

function htmlOf(thing: Thing): string {
  return thing instanceof Markup ? thing.text : escapeHtml(stringOf(thing));
}

function schemeOf(given: Thing): string {
  const prefix = textOf(given, 'a URI scheme prefix');
  return scheme.test(prefix) ? prefix : valueError(`${reprOf(given)} is not a valid URI scheme prefix.`);
}

function shortened(limit: Thing): (url: string) => string {
  if (limit === null) return (url) => url;
  const most = intOf(limit, 'trim_url_limit');
  return (url) => {
    const shown = characters(url);
    return shown.length > most ? `${shown.slice(0, most).join('')}...` : url;
  };
}

/** A word without the brackets and the punctuation around it, as a link where it is an address. */
function linkWord(word: string, style: Style): string {
  const head = /^(?:[(<]|&lt;)*/.exec(word)?.[0] ?? '';
  let end = word.length;
  while (end > head.length) {
    if (').>,'.includes(word[end - 1] as string)) end -= 1;
    else if (end - 4 >= head.length && word.endsWith('&gt;', end)) end -= 4;
    else break;
  }
  for (const [open, close] of pairs) end = balanced(word, head.length, end, open, close);
  return head + link(word.slice(head.length, end), style) + word.slice(end);
}

/** Where a word ends that takes back as many closing brackets as it has opening ones: `(a)` of `http://x/(a).` stays whole. */
function balanced(word: string, from: number, to: number, open: string, close: string): number {
  const middle = word.slice(from, to);
  const opened = count(middle, open);
  if (opened <= count(middle, close)) return to;
  let end = to;
  for (let turn = 0; turn < opened; turn += 1) {
    const at = word.indexOf(close, end);
    if (at < 0) break;
    end = at + close.length;
  }
  return end;
}

function count(text: string, part: string): number {
  return text.split(part).length - 1;
}

function link(text: string, { attributes, schemes, shown }: Style): string {
  if (address.test(folded(text))) {
    const url = /^https?:\/\//.test(text) ? text : `https://${text}`;
    return `<a href="${url}"${attributes}>${shown(text)}</a>`;
  }
  if (text.startsWith('mailto:') && mailbox.test(text.slice(7))) return `<a href="${text}">${text.slice(7)}</a>`;
  const isMailbox = text.includes('@') && !/^www\.|^@|:/.test(text) && mailbox.test(text);
  if (isMailbox) return `<a href="mailto:${text}">${text}</a>`;
  const known = schemes.some((prefix) => text !== prefix && text.startsWith(prefix));
  return known ? `<a href="${text}"${attributes}>${text}</a>` : text;
}

import { Tuple } from '@fleet/values';
import { braceFormat } from './brace-format.js';
import { truthy } from './compare.js';
import { methodsOn, type Method, type Methods } from './methods.js';
import { intOf, iterate, textOf } from './objects.js';
import { splitKeepingRest, stripChars, stripLeft, stripRight } from './string-parts.js';
import { required } from './signature.js';
import { PythonError, tupleOf, typeError, typeNameOf, valueError, type Thing } from './things.js';
import { characters, hasSurrogates, splitLines, textLength } from './text.js';
import { translate, translationTable } from './translate.js';
import type { Budget } from './budget.js';
import { characterKinds } from './character-kinds.js';
import { entriesOf } from './dict-methods.js';
import type { Engine } from './engine.js';
import { caseFold, isLower, isTitle, isUpper, swapCase, titleCase, upperFirst } from './letter-case.js';

const method = methodsOn<string>();

function simple(transform: (text: string) => Thing): Method {
  return method({}, (self, _args, engine) => {
    engine.budget.made(self.length);
    return transform(self);
  });
}

/** Whether all characters match, and there is one. */
function all(pattern: RegExp): Method {
  return method({}, (self) => pattern.test(self));
}

/** `find` and its kin: positions count characters, between `start` and `stop`. */
function search(find: (text: string, part: string) => number, absent: 'minus one' | 'error'): Method {
  return method({ sub: required, start: null, end: null }, (self, args) => {
    const [text, offset] = window(self, args.start, args.end);
    const at = text === undefined ? -1 : find(text, textOf(args.sub));
    if (at < 0) return absent === 'error' ? valueError('substring not found') : -1;
    return offset + textLength((text as string).slice(0, at));
  });
}

function window(text: string, start: Thing, end: Thing): [string | undefined, number] {
  const length = textLength(text);
  const bound = (thing: Thing, preset: number): number => {
    if (thing === null) return preset;
    const index = intOf(thing);
    return Math.min(length, Math.max(0, index < 0 ? index + length : index));
  };
  const [from, to] = [bound(start, 0), bound(end, length)];
  if (from > to || (start !== null && intOf(start) > length)) return [undefined, 0];
  return [hasSurrogates(text) ? characters(text).slice(from, to).join('') : text.slice(from, to), from];
}

function edge(test: (text: string, part: string) => boolean, what: string): Method {
  return method({ prefix: required, start: null, end: null }, (self, args) => {
    const [text] = window(self, args.start, args.end);
    const parts = args.prefix instanceof Tuple ? (args.prefix as Thing[]) : [args.prefix];
    return text !== undefined && parts.some((part) => test(text, textOf(part, `${what} first arg`)));
  });
}

export function pad(
  text: string,
  width: number,
  fill: string,
  where: 'left' | 'right' | 'both',
  budget: Budget,
): string {
  if (textLength(fill) !== 1) typeError('The fill character must be exactly one character long');
  const missing = width - textLength(text);
  if (missing <= 0) return text;
  budget.made(width);
  if (where === 'right') return text + fill.repeat(missing);
  if (where === 'left') return fill.repeat(missing) + text;
  // Python's centre leans left where the padding is odd and the width is even.
  const left = Math.floor(missing / 2) + (missing & width & 1);
  return fill.repeat(left) + text + fill.repeat(missing - left);
}

function padding(where: 'left' | 'right' | 'both'): Method {
  return method({ width: required, fillchar: ' ' }, (self, args, engine) =>
    pad(self, intOf(args.width), textOf(args.fillchar), where, engine.budget),
  );
}

function strip(how: (text: string, chars: string | undefined) => string): Method {
  return method({ chars: null }, (self, args) => how(self, args.chars === null ? undefined : textOf(args.chars)));
}

function splitting(fromRight: boolean): Method {
  const split = (self: string, args: { sep: Thing; maxsplit: Thing }, engine: Engine): Thing => {
    const separator = args.sep === null ? undefined : textOf(args.sep, 'separator');
    if (separator === '') valueError('empty separator');
    engine.budget.list(self.length);
    return splitKeepingRest(self, separator, intOf(args.maxsplit), fromRight);
  };
  return method({ sep: null, maxsplit: -1 }, split, { keywords: true });
}

export function replaceText(text: string, old: string, by: string, count: number, budget: Budget): string {
  const parts = old === '' ? ['', ...characters(text), ''] : text.split(old);
  const times = count < 0 ? parts.length - 1 : Math.min(count, parts.length - 1);
  budget.made(text.length + times * by.length);
  return (
    parts.slice(0, times + 1).join(by) +
    parts
      .slice(times + 1)
      .map((part) => old + part)
      .join('')
  );
}

export const stringMethods: Methods = new Map(
  Object.entries({
    lower: simple((text) => text.toLowerCase()),
    upper: simple((text) => text.toUpperCase()),
    casefold: simple(caseFold),
    title: simple(titleCase),
    capitalize: simple(upperFirst),
    swapcase: simple(swapCase),
    startswith: edge((text, part) => text.startsWith(part), 'startswith'),
    endswith: edge((text, part) => text.endsWith(part), 'endswith'),
    find: search((text, part) => text.indexOf(part), 'minus one'),
    rfind: search((text, part) => text.lastIndexOf(part), 'minus one'),
    index: search((text, part) => text.indexOf(part), 'error'),
    rindex: search((text, part) => text.lastIndexOf(part), 'error'),
    count: method({ sub: required, start: null, end: null }, (self, args) => {
      const [text] = window(self, args.start, args.end);
      const part = textOf(args.sub);
      if (text === undefined) return 0;
      return part === '' ? textLength(text) + 1 : text.split(part).length - 1;
    }),
    replace: method({ old: required, new: required, count: -1 }, (self, args, engine) =>
      replaceText(self, textOf(args.old), textOf(args.new), intOf(args.count), engine.budget),
    ),
    split: splitting(false),
    rsplit: splitting(true),
    splitlines: method({ keepends: false }, (self, args) => splitLines(self, truthy(args.keepends)), {
      keywords: true,
    }),
    partition: method({ sep: required }, (self, args) => {
      const separator = textOf(args.sep);
      if (separator === '') valueError('empty separator');
      const at = self.indexOf(separator);
      return tupleOf(at < 0 ? [self, '', ''] : [self.slice(0, at), separator, self.slice(at + separator.length)]);
    }),
    rpartition: method({ sep: required }, (self, args) => {
      const separator = textOf(args.sep);
      if (separator === '') valueError('empty separator');
      const at = self.lastIndexOf(separator);
      return tupleOf(at < 0 ? ['', '', self] : [self.slice(0, at), separator, self.slice(at + separator.length)]);
    }),
    strip: strip(stripChars),
    lstrip: strip(stripLeft),
    rstrip: strip(stripRight),
    removeprefix: method({ prefix: required }, (self, args) => {
      const prefix = textOf(args.prefix);
      return self.startsWith(prefix) ? self.slice(prefix.length) : self;
    }),
    removesuffix: method({ suffix: required }, (self, args) => {
      const suffix = textOf(args.suffix);
      return suffix !== '' && self.endsWith(suffix) ? self.slice(0, -suffix.length) : self;
    }),
    join: method({ items: required }, (self, args, engine) => {
      const parts: string[] = [];
      let length = 0;
      for (const item of iterate(args.items)) {
        if (typeof item !== 'string')
          typeError(`sequence item ${parts.length}: expected str instance, ${typeNameOf(item)} found`);
        length += item.length + self.length;
        engine.budget.joined(length);
        parts.push(item);
      }
      engine.budget.made(length);
      return parts.join(self);
    }),
    format: method({}, (self, args, engine) => braceFormat(self, args.rest, args.named, engine), { rest: 'both' }),
    format_map: method({ mapping: required }, (self, args, engine) => {
      const named = new Map<string, Thing>();
      for (const [key, value] of entriesOf(args.mapping)) if (typeof key === 'string') named.set(key, value);
      return braceFormat(self, [], named, engine);
    }),
    ljust: padding('right'),
    rjust: padding('left'),
    center: padding('both'),
    zfill: method({ width: required }, (self, args, engine) => {
      const sign = /^[+-]/.test(self) ? (self[0] as string) : '';
      return sign + pad(self.slice(sign.length), intOf(args.width) - sign.length, '0', 'left', engine.budget);
    }),
    expandtabs: method({ tabsize: 8 }, (self, args, engine) => expandTabs(self, intOf(args.tabsize), engine.budget), {
      keywords: true,
    }),
    isdigit: all(characterKinds.digit),
    isdecimal: all(characterKinds.decimal),
    isnumeric: all(characterKinds.numeric),
    isalpha: all(characterKinds.alphabetic),
    isalnum: all(characterKinds.alphanumeric),
    isspace: all(characterKinds.space),
    isascii: all(characterKinds.ascii),
    isidentifier: all(characterKinds.identifier),
    isprintable: all(characterKinds.printable),
    isupper: method({}, isUpper),
    islower: method({}, isLower),
    istitle: method({}, isTitle),
    translate: method({ table: required }, (self, args, engine) => translate(self, args.table, engine)),
    maketrans: method({ from: required, to: null, drop: null }, (_self, args) =>
      translationTable(args.from, args.to, args.drop),
    ),
    encode: method(
      { encoding: 'utf-8', errors: 'strict' },
      () => {
        throw new PythonError(
          'refused',
          'bytes are not supported',
          'Templates are made of text: leave the text as it is.',
        );
      },
      { keywords: true },
    ),
  }),
);

function expandTabs(text: string, size: number, budget: Budget): string {
  budget.made(text.length + (text.split('\t').length - 1) * Math.max(0, size));
  let column = 0;
  return characters(text)
    .map((char) => {
      if (char === '\t') {
        const width = size > 0 ? size - (column % size) : 0;
        column += width;
        return ' '.repeat(width);
      }
      column = char === '\n' || char === '\r' ? 0 : column + 1;
      return char;
    })
    .join('');
}

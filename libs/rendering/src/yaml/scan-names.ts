import type { Cursor } from './cursor.js';
import type { DirectiveToken, NameToken, TagToken } from './tokens.js';

const word = /[0-9A-Za-z_-]*/y;
const tagText = /(?:[0-9A-Za-z_\-;/?:@&=+$.!~*'()]|%[0-9a-fA-F]{2})*/y;
const tagInAngles = /(?:[0-9A-Za-z_\-;/?:@&=+$.!~*'(),[\]]|%[0-9a-fA-F]{2})*/y;

function take(cursor: Cursor, pattern: RegExp): string {
  pattern.lastIndex = cursor.at;
  const found = pattern.exec(cursor.text)?.[0] ?? '';
  cursor.at += found.length;
  return found;
}

/** `&name` or `*name`. */
export function scanName(cursor: Cursor): NameToken {
  const offset = cursor.at;
  const sign = cursor.peek();
  cursor.at += 1;
  const name = take(cursor, word);
  if (name === '' || !(cursor.isGap() || '?:,]}%@`'.includes(cursor.peek())))
    cursor.fail(
      `${sign} begins a name of letters, digits, - and _`,
      `A text that begins with ${sign} must be quoted.`,
      offset,
    );
  return { kind: sign === '&' ? 'anchor' : 'alias', offset, name };
}

/** `!name`, `!!name`, `!handle!name`, `!<whole>`, `!`. */
export function scanTag(cursor: Cursor): TagToken {
  const offset = cursor.at;
  const advice = 'A text that begins with ! must be quoted.';
  let handle = '';
  let suffix: string;
  if (cursor.peek(1) === '<') {
    cursor.at += 2;
    suffix = take(cursor, tagInAngles);
    if (suffix === '' || cursor.peek() !== '>') cursor.fail('a tag without its >', advice, offset);
    cursor.at += 1;
  } else {
    cursor.at += 1;
    handle = `!${take(cursor, word)}`;
    if (cursor.peek() === '!') {
      cursor.at += 1;
      handle += '!';
      suffix = take(cursor, tagText);
      if (suffix === '') cursor.fail('a tag without a name', advice, offset);
    } else {
      suffix = handle.slice(1) + take(cursor, tagText);
      handle = '!';
    }
  }
  if (!cursor.isGap() && cursor.peek() !== ',') cursor.fail('a tag that no space follows', advice, offset);
  return { kind: 'tag', offset, handle, suffix: decodeTag(suffix) };
}

function decodeTag(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Bytes that are no UTF-8: the tag is unknown anyway, as it was written.
    return text;
  }
}

/** `%YAML 1.1`, `%TAG ! tag:x`. */
export function scanDirective(cursor: Cursor): DirectiveToken {
  const offset = cursor.at;
  let end = cursor.at;
  while (end < cursor.text.length && !cursor.isBreak(end - cursor.at)) end += 1;
  const [name = '', ...values] = cursor.text
    .slice(offset + 1, end)
    .replace(/(?:^|[ \t])#.*$/, '')
    .split(/[ \t]+/)
    .filter((part) => part !== '');
  const isKnown =
    (name === 'YAML' && values.length === 1 && /^1\.\d+$/.test(values[0] as string)) ||
    (name === 'TAG' && values.length === 2 && /^!(?:[\w-]*!)?$/.test(values[0] as string));
  if (!isKnown)
    cursor.fail('a line that begins with %', 'It would be read as an instruction to the reader: quote it.', offset);
  cursor.at = end;
  return { kind: 'directive', offset, name, values };
}

import { Fold, type Cursor } from './cursor.js';
import type { ScalarToken } from './tokens.js';

const escapes: ReadonlyMap<string, string> = new Map([
  ['0', '\0'],
  ['a', '\x07'],
  ['b', '\b'],
  ['t', '\t'],
  ['\t', '\t'],
  ['n', '\n'],
  ['v', '\v'],
  ['f', '\f'],
  ['r', '\r'],
  ['e', '\x1b'],
  [' ', ' '],
  ['"', '"'],
  ['/', '/'],
  ['\\', '\\'],
  ['N', '\x85'],
  ['_', '\xa0'],
  ['L', '\u2028'],
  ['P', '\u2029'],
]);
const codeLengths: ReadonlyMap<string, number> = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
]);

/** A text in single or double quotes, over one line or several. */
export function scanQuoted(cursor: Cursor): ScalarToken {
  const offset = cursor.at;
  const quote = cursor.peek();
  let text = '';
  cursor.at += 1;
  for (;;) {
    if (cursor.isDocumentMark())
      cursor.fail('a line "---" or "..." inside of quotes', `The text is opened with ${quote}; is it closed?`, offset);
    if (cursor.peek() === '')
      cursor.fail(
        `a quote ${quote} that is not closed`,
        'Close it, or double a quote that belongs to the text.',
        offset,
      );
    const fold = new Fold(cursor);
    while (!cursor.isGap()) {
      const character = cursor.peek();
      if (character === quote) {
        if (quote === '"' || cursor.peek(1) !== quote) break;
        text += quote;
        cursor.at += 2;
      } else if (character !== '\\' || quote === "'") {
        text += character;
        cursor.at += 1;
      } else if (cursor.isBreak(1)) {
        cursor.at += 1;
        cursor.takeBreak();
        fold.eatBreak();
        break;
      } else text += escaped(cursor);
    }
    if (cursor.peek() === quote) break;
    fold.take();
    text += fold.text;
  }
  cursor.at += 1;
  return { kind: 'scalar', offset, end: cursor.at, text, isPlain: false };
}

function escaped(cursor: Cursor): string {
  const name = cursor.peek(1);
  const simple = escapes.get(name);
  if (simple !== undefined) {
    cursor.at += 2;
    return simple;
  }
  const length = codeLengths.get(name);
  if (length === undefined)
    cursor.fail(`"\\${name}" means nothing in double quotes`, 'Write a backslash as \\\\, or use single quotes.');
  const digits = cursor.text.slice(cursor.at + 2, cursor.at + 2 + length);
  const code = /^[0-9a-fA-F]+$/.test(digits) && digits.length === length ? parseInt(digits, 16) : NaN;
  if (!(code <= 0x10ffff) || (code >= 0xd800 && code <= 0xdfff))
    cursor.fail(`"\\${name}" needs ${length} hexadecimal digits of a character`, 'Write a backslash as \\\\.');
  cursor.at += 2 + length;
  return String.fromCodePoint(code);
}

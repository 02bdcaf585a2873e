import type { Cursor } from './cursor.js';
import type { ScalarToken } from './tokens.js';

/** A text below `|` or `>`; `parent` is the column of what it stands in, -1 for the document. */
export function scanBlock(cursor: Cursor, parent: number): ScalarToken {
  const offset = cursor.at;
  const isLiteral = cursor.peek() === '|';
  cursor.at += 1;
  const { chomping, increment } = header(cursor);
  let indent = increment === 0 ? 0 : Math.max(parent, 0) + increment;
  let gap = emptyLines(cursor, indent, parent);
  indent = gap.indent;
  let text = '';
  let lineEnd = '';
  let wasBlank = false;
  while (cursor.column === indent && cursor.peek() !== '') {
    const isBlank = cursor.isBlank();
    // Between two lines that are not indented further, `>` makes a space of one line end.
    if (!isLiteral && lineEnd === '\n' && !wasBlank && !isBlank) text += gap.text === '' ? ' ' : '';
    else text += lineEnd;
    text += gap.text;
    wasBlank = isBlank;
    const start = cursor.at;
    while (cursor.peek() !== '' && !cursor.isBreak()) cursor.at += 1;
    text += cursor.text.slice(start, cursor.at);
    lineEnd = cursor.takeBreak();
    gap = emptyLines(cursor, indent, parent);
  }
  if (chomping !== '-') text += lineEnd;
  if (chomping === '+') text += gap.text;
  return { kind: 'scalar', offset, end: cursor.at, text, isPlain: false };
}

function header(cursor: Cursor): { chomping: string; increment: number } {
  let chomping = '';
  let increment = 0;
  for (;;) {
    const character = cursor.peek();
    if (chomping === '' && (character === '+' || character === '-')) chomping = character;
    else if (increment === 0 && character === '0')
      cursor.fail('an indentation of 0', 'The lines below are indented by 1 to 9 spaces.');
    else if (increment === 0 && character >= '1' && character <= '9') increment = Number(character);
    else break;
    cursor.at += 1;
  }
  while (cursor.isBlank()) cursor.at += 1;
  if (cursor.peek() === '#') while (cursor.peek() !== '' && !cursor.isBreak()) cursor.at += 1;
  if (cursor.peek() !== '' && !cursor.isBreak())
    cursor.fail(
      'something behind | or >',
      'The text begins in the next line; a text that begins with | or > must be quoted.',
    );
  cursor.takeBreak();
  return { chomping, increment };
}

/** Empty lines, and the indentation of the first that is not: of an `indent` of 0 it is found out. */
function emptyLines(cursor: Cursor, indent: number, parent: number): { text: string; indent: number } {
  let text = '';
  let widest = 0;
  for (;;) {
    while ((indent === 0 || cursor.column < indent) && cursor.peek() === ' ') cursor.at += 1;
    widest = Math.max(widest, cursor.column);
    if ((indent === 0 || cursor.column < indent) && cursor.peek() === '\t') cursor.failAtTab();
    if (!cursor.isBreak()) break;
    text += cursor.takeBreak();
  }
  return { text, indent: indent === 0 ? Math.max(widest, parent + 1, 1) : indent };
}

import { Fold, type Cursor } from './cursor.js';
import type { ScalarToken } from './tokens.js';

const flowMarks = new Set([',', '[', ']', '{', '}']);
const afterColon = new Set([',', '?', '[', ']', '{', '}']);

/**
 * A text without quotes. It ends before `: `, ` #`, a line that is indented less than `indent`, and inside of brackets before
 * one of them or a comma.
 */
export function scanPlain(cursor: Cursor, indent: number, inFlow: boolean): { token: ScalarToken; tookBreak: boolean } {
  const offset = cursor.at;
  let text = '';
  let end = offset;
  let between: Fold | undefined;
  for (;;) {
    if (cursor.isDocumentMark() || cursor.peek() === '#') break;
    const start = cursor.at;
    while (!cursor.isGap()) {
      const character = cursor.peek();
      if (character === ':') {
        if (inFlow && afterColon.has(cursor.peek(1)))
          cursor.fail('a colon directly before a bracket or comma', 'Put a space behind the colon, or quote the text.');
        if (cursor.isGap(1)) break;
      } else if (inFlow && flowMarks.has(character)) break;
      cursor.at += 1;
    }
    if (cursor.at > start) {
      text += (between?.text ?? '') + cursor.text.slice(start, cursor.at);
      end = cursor.at;
    }
    if (!cursor.isBlank() && !cursor.isBreak()) break;
    between = new Fold(cursor);
    between.take(() => {
      if (cursor.peek() === '\t' && cursor.column < indent) cursor.failAtTab();
    });
    if (!inFlow && cursor.column < indent) break;
  }
  return { token: { kind: 'scalar', offset, end, text, isPlain: true }, tookBreak: between?.hasBreak === true };
}

import { columnsOf } from '@fleet/output';

/** Narrower than that, a word a line is all there is; wider, nobody finds the next line. */
const [narrowest, widest] = [10, 100];

/** A text of one line folded between its words, every line behind `indent`. A word that does not fit stands on a line of its own, whole. */
export function wrapped(text: string, width: number, indent: string): string {
  const room = Math.max(narrowest, Math.min(width, widest) - indent.length);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    if (line !== '' && columnsOf(line) + 1 + columnsOf(word) > room) {
      lines.push(line);
      line = '';
    }
    line += line === '' ? word : ` ${word}`;
  }
  return [...lines, line].map((each) => indent + each).join('\n');
}

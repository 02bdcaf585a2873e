import { blanks, visible } from './cells.js';
import type { Place } from './diagnostic.js';

/** Characters of a line that are shown. */
const widest = 120;
/** Of a long line, so much is shown before the caret at least. */
const before = 60;

/**
 * The lines around a place with a caret under its column:
 * ```
 *   3 | web:
 * > 4 |   file.manged: []
 *     |   ^
 * ```
 * A line too long for a terminal is cut around the caret. `read` is what the line became before it was read, where a template wrote
 * it: it is shown below where it differs, behind an arrow and with a caret of its own.
 */
export function excerpt(text: string, at: Place, context = 1, read?: ReadText): string {
  const lines = linesAround(text, at.line, context);
  const width = String(lines.at(-1)?.number ?? at.line).length;
  const rows: string[] = [];
  for (const { number, content } of lines) {
    const isHere = number === at.line;
    rows.push(...row(`${isHere ? '>' : ' '} ${String(number).padStart(width)}`, content, isHere ? at.column : 0));
    if (!isHere || !read) continue;
    const became = linesAround(read.text, read.line, 0)[0]?.content ?? content;
    if (became !== content) rows.push(...row(`  ${'→'.padStart(width)}`, became, read.column));
  }
  return rows.join('\n');
}

/** A place in a text that a template rendered to. */
export interface ReadText {
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

/** A line, and below it the caret where the column lies in it. */
function row(gutter: string, content: string, column: number): string[] {
  const shown = cut(content, column);
  const rows = [`${gutter} | ${visible(shown.text)}`];
  // Tabs stay tabs, so that the caret lines up whatever the terminal makes of them.
  if (column > 0 && column <= content.length + 1)
    rows.push(`${' '.repeat(gutter.length)} | ${blanks(visible(shown.text.slice(0, shown.column - 1)))}^`);
  return rows;
}

/** Without splitting the whole text: a rendered file may be long, and have many things wrong with it. */
function linesAround(text: string, line: number, context: number): { number: number; content: string }[] {
  const first = Math.max(1, line - context);
  const found: { number: number; content: string }[] = [];
  let start = 0;
  for (let number = 1; number <= line + context; number += 1) {
    const end = text.indexOf('\n', start);
    // Behind the last line end there is no line to show, unless it is the one that is meant.
    if (number >= first && (start < text.length || number === line))
      found.push({ number, content: text.slice(start, end < 0 ? undefined : end).replace(/\r$/, '') });
    if (end < 0) break;
    start = end + 1;
  }
  return found;
}

/** The part of a line that is shown, and where the column stands in it. Never half of a character of two units. */
function cut(line: string, column: number): { text: string; column: number } {
  if (line.length <= widest) return { text: line, column };
  let from = Math.max(0, Math.min(column - before, line.length - widest));
  if (isLowHalf(line, from)) from -= 1;
  let to = Math.min(line.length, from + widest);
  if (isLowHalf(line, to)) to -= 1;
  const [head, tail] = [from > 0 ? '…' : '', to < line.length ? '…' : ''];
  return { text: `${head}${line.slice(from, to)}${tail}`, column: column - from + head.length };
}

function isLowHalf(text: string, index: number): boolean {
  return /[\udc00-\udfff]/.test(text.charAt(index)) && index > 0;
}

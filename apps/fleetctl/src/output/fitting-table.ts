import { columnsOf, cutToColumns, formatTable, printable } from '@fleet/output';
import type { Terminal } from './terminal.js';

/** Columns of which a cut one still says something, and what the last one takes of the room of two. */
const least = { last: 10, other: 7 };
const share = 0.7;

/**
 * A table that fits the terminal: its last columns are cut. Where that is not enough, each row is a few lines, of which only the last is
 * cut: ids are to be copied. Where nobody watches, everything is there.
 * @param flexible how many of the last columns may be cut: one or two
 */
export function fittingTable(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  { screen, paint }: Pick<Terminal, 'screen' | 'paint'>,
  flexible: 1 | 2 = 1,
): string {
  if (!screen) return formatTable(headings, rows, paint);
  const cells = rows.map((row) => row.map((cell) => printable(cell).replace(/\n/g, ' ')));
  const widths = headings.map((heading, column) =>
    cells.reduce((widest, row) => Math.max(widest, columnsOf(row[column] ?? '')), columnsOf(heading)),
  );
  const most = fitted(widths, screen.width, flexible);
  if (!most) return cells.map((row) => lines(headings, row, screen.width, paint.key)).join('\n');
  return formatTable(
    headings,
    cells.map((row) => row.map((cell, column) => cutToColumns(cell, most[column] ?? 0))),
    paint,
  );
}

/** How wide the columns may be; `undefined` where they do not fit however they are cut. */
function fitted(widths: readonly number[], room: number, flexible: 1 | 2): readonly number[] | undefined {
  const fixed = widths.slice(0, -flexible);
  const left = room - fixed.reduce((sum, width) => sum + width + 2, 0);
  const last = widths.at(-1) ?? 0;
  if (flexible === 1) return left >= Math.min(last, least.last) ? [...fixed, Math.min(last, left)] : undefined;
  const other = widths.at(-2) ?? 0;
  const forOther = Math.min(other, Math.max(left - 2 - last, Math.floor((left - 2) * (1 - share)), least.other));
  const forLast = left - 2 - forOther;
  return forLast >= Math.min(last, least.last) ? [...fixed, forOther, forLast] : undefined;
}

function lines(
  headings: readonly string[],
  row: readonly string[],
  width: number,
  key: (text: string) => string,
): string {
  const [first = '', ...rest] = row;
  const named = rest.flatMap((cell, index) =>
    cell === '' ? [] : [`${(headings[index + 1] ?? '').toLowerCase()} ${cell}`],
  );
  const last = named.pop() ?? '';
  const together = `  ${named.join(', ')}`;
  const middle = columnsOf(together) <= width ? [together] : named.map((one) => `  ${one}`);
  return [...(first === '' ? [] : [key(first)]), ...middle, cutToColumns(`  ${last}`, width)].join('\n');
}

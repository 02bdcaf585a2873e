import { isMap, stringifyPlain, type Value } from '@fleet/values';
import { readChunks, type Chunk } from './chunk.js';
import { columnsOf, padColumns } from './columns.js';
import { formatDuration } from './duration.js';
import { scalarText } from './nested.js';
import { plain, type Paint } from './paint.js';
import { inOneLine, printable } from './printable.js';
import type { Answer } from './return.js';

/** A cell shows so much of a text; `--out json` has the rest. */
const widestCell = 60;

/** Rows under headings, columns as wide as their widest cell, two spaces between them, nothing behind the last. */
export function formatTable(headings: readonly string[], rows: readonly (readonly string[])[], paint: Paint): string {
  const clean = rows.map((row) => row.map((cell) => printable(cell).replace(/\n/g, ' ')));
  const widths = headings.map((heading, column) =>
    clean.reduce((widest, row) => Math.max(widest, columnsOf(row[column] ?? '')), columnsOf(heading)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => padColumns(cell, widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [paint.key(line(headings)), ...clean.map(line)].join('\n');
}

/**
 * What minions answered, as one table: a column for each key of the mappings among the answers, `VALUE` for those that are none, and
 * figures in the place of state runs.
 */
export function formatAnswerTable(answers: readonly (readonly [string, Answer])[], paint: Paint = plain): string {
  const rows = answers.map(([minion, answer]) => ({ minion, cells: cellsOf(answer) }));
  const columns = [...new Set(rows.flatMap(({ cells }) => [...cells.keys()]))];
  return formatTable(
    ['MINION', ...columns],
    rows.map(({ minion, cells }) => [minion, ...columns.map((column) => cells.get(column) ?? '')]),
    paint,
  );
}

function cellsOf({ value = null, fault }: Answer): Map<string, string> {
  if (fault) return new Map([['FAULT', inOneLine(fault.message, widestCell)]]);
  const chunks = isMap(value) && value.size > 0 ? readChunks(value) : undefined;
  if (chunks) return figures(chunks);
  if (!isMap(value)) return new Map([['VALUE', cell(value)]]);
  return new Map([...value].map(([key, item]) => [inOneLine(scalarText(key), widestCell), cell(item)]));
}

function cell(value: Value): string {
  const scalars = Array.isArray(value) && value.every((item) => !isMap(item) && !Array.isArray(item));
  if (scalars) return inOneLine(value.map(scalarText).join(', '), widestCell);
  return inOneLine(isMap(value) || Array.isArray(value) ? stringifyPlain(value) : scalarText(value), widestCell);
}

function figures(chunks: readonly Chunk[]): Map<string, string> {
  const count = (wanted: (chunk: Chunk) => boolean): string => String(chunks.filter(wanted).length);
  return new Map([
    ['OK', count(({ result, changed }) => result === true && !changed)],
    ['CHANGED', count(({ result, changed }) => result === true && changed)],
    ['WOULD CHANGE', count(({ result }) => result === null)],
    ['FAILED', count(({ result }) => result === false)],
    ['TOOK', formatDuration(chunks.reduce((sum, { duration }) => sum + duration, 0))],
  ]);
}

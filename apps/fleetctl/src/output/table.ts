import { type Paint, printable } from '@fleet/output';

/** Rows under headings, columns as wide as their widest cell, two spaces between them, nothing behind the last. */
export function formatTable(headings: readonly string[], rows: readonly (readonly string[])[], paint: Paint): string {
  const clean = rows.map((row) => row.map((cell) => printable(cell).replace(/\n/g, ' ')));
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...clean.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [paint.key(line(headings)), ...clean.map(line)].join('\n');
}

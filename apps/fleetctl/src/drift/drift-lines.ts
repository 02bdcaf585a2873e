import {
  columnsOf,
  cutInTheMiddle,
  cutToColumns,
  formatMoment,
  formatSpan,
  formatTable,
  printable,
  type Paint,
} from '@fleet/output';
import type { DriftAnswer, DriftKind, DriftRow } from '@fleet/protocol';

/** What has drifted, as a table; on a terminal that is too narrow for it, minion by minion. */
export function driftText(
  rows: readonly DriftRow[],
  { width, now, paint }: { readonly width: number | undefined; readonly now: number; readonly paint: Paint },
): string {
  const headings = ['MINION', 'KIND', 'SINCE', 'SLS', 'STATE', 'ID'];
  const cells = rows.map(({ minion, kind, since, sls, state, id }) => [
    ...[minion, kind, formatMoment(since, now), sls, state, id],
  ]);
  const table = formatTable(headings, cells, paint);
  if (width === undefined || table.split('\n').every((line) => columnsOf(bare(line)) < width)) return table;
  return blocks(rows, width, now, paint);
}

function blocks(rows: readonly DriftRow[], width: number, now: number, paint: Paint): string {
  const cut = (text: string): string => cutToColumns(oneLine(text), width - 1);
  const lines: string[] = [];
  let minion: string | undefined;
  for (const row of rows) {
    if (row.minion !== minion) lines.push(paint.key(cut(row.minion)));
    minion = row.minion;
    lines.push(
      colourOf(row.kind, paint)(cut(`  ${row.kind} ${formatSpan(Math.max(0, now - row.since))}`)),
      cut(`    ${row.state}`),
      `    ${cutInTheMiddle(oneLine(row.id), width - 5)}`,
      paint.faint(cut(`    in ${row.sls}`)),
    );
  }
  return lines.join('\n');
}

/** How many, and why; then what is known of those that are not shown. */
export function driftSummary({ drift, left, minions }: DriftAnswer, now: number): string {
  const count = (kind: DriftKind): number => drift.filter((row) => row.kind === kind).length;
  if (minions.checked === 0 && drift.length === 0) return 'nothing was checked yet';
  const kinds = (['corrective', 'intentional', 'unknown'] as const)
    .map((kind) => ({ kind, number: count(kind) }))
    .filter(({ number }) => number > 0)
    .map(({ kind, number }) => `${number} ${kind}`);
  const drifting = new Set(drift.map(({ minion }) => minion)).size;
  const of = `${minions.checked} checked ${minions.checked === 1 ? 'minion' : 'minions'}`;
  const chunks = `${drift.length} ${drift.length === 1 ? 'state' : 'states'} of ${drifting} of ${of}`;
  const what = drift.length === 0 ? `nothing has drifted on ${of}` : `${chunks} drifted: ${kinds.join(', ')}`;
  const when = minions.newest === undefined ? '' : `; the last check was ${formatMoment(minions.newest, now)}`;
  const more = left > 0 ? `; ${left} more are not shown: --minion and --sls choose` : '';
  return `${what}${when}${more}`;
}

export function colourOf(kind: DriftKind, paint: Paint): (text: string) => string {
  return kind === 'corrective' ? paint.bad : paint.changed;
}

/** Without what paints it. */
function bare(line: string): string {
  return line.replace(/\u001b\[[\d;]*m/g, '');
}

function oneLine(text: string): string {
  return printable(text).replace(/\n/g, ' ');
}

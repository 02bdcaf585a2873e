import { columnsOf, cutInTheMiddle, cutToColumns, formatSpan, padColumns, printable, type Paint } from '@fleet/output';
import { isList, isMap, type Value } from '@fleet/values';

/** An instance as a minion tells of it. */
export interface InstanceRow {
  readonly minion: string;
  readonly formula: string;
  readonly instance: string;
  readonly state: string;
  /** Milliseconds since the epoch. */
  readonly since?: number;
  readonly restarts: number;
  /** Bytes. */
  readonly memory?: number;
  readonly cpuSeconds?: number;
  readonly ports: readonly number[];
  /** Absent: nobody can tell. */
  readonly wanted?: boolean;
  readonly drift?: readonly string[];
  readonly problem?: string;
}

/** Of an answer of `instances.list`; nothing of one with another shape. */
export function instancesIn(minion: string, value: Value): InstanceRow[] {
  if (!isList(value)) return [];
  return value.flatMap((row): InstanceRow[] => {
    if (!isMap(row)) return [];
    const text = (key: string): string => String(row.get(key) ?? '');
    const number = (key: string): number | undefined =>
      typeof row.get(key) === 'number' ? Number(row.get(key)) : undefined;
    const texts = (key: string): string[] | undefined => {
      const list = row.get(key);
      return isList(list) ? list.map(String) : undefined;
    };
    const since = Date.parse(text('since'));
    const [memory, cpuSeconds, wanted, drift] = [
      number('memory'),
      number('cpu_seconds'),
      row.get('wanted'),
      texts('drift'),
    ];
    return [
      {
        minion,
        formula: text('formula'),
        instance: text('instance'),
        state: text('state'),
        ...(!Number.isNaN(since) && { since }),
        restarts: number('restarts') ?? 0,
        ...(memory !== undefined && { memory }),
        ...(cpuSeconds !== undefined && { cpuSeconds }),
        ports: (texts('ports') ?? []).map(Number),
        ...(typeof wanted === 'boolean' && { wanted }),
        ...(drift && { drift }),
        ...(text('problem') !== '' && { problem: text('problem') }),
      },
    ];
  });
}

/** How much somebody should look at it. */
function gravity({ state, wanted, drift }: InstanceRow): number {
  if (state === 'failed') return 0;
  if (state === 'missing' || state === 'masked') return 1;
  if (state === 'restarting') return 2;
  if (state === 'stopped') return wanted === false ? 6 : 3;
  if (wanted === false) return 4;
  if (drift && drift.length > 0) return 5;
  return 7;
}

/** What failed first, then what is not as it should be; minions and names in their order. */
export function byGravity(rows: readonly InstanceRow[]): InstanceRow[] {
  return rows
    .map((row, index) => ({ row, index }))
    .sort((a, b) => gravity(a.row) - gravity(b.row) || a.index - b.index)
    .map(({ row }) => row);
}

interface Column {
  readonly heading: string;
  readonly right?: true;
  /** Where there is too little room, those with the largest number go first. */
  readonly goes: number;
  readonly cell: (row: InstanceRow) => string;
  /** The same in fewer words, before any column goes. */
  readonly shorter?: (row: InstanceRow) => string;
}

/** Keys that are named where there is room; of more, how many. */
const namedKeys = 3;

function columnsFor(now: number, several: boolean): Column[] {
  const span = ({ since }: InstanceRow): string => (since === undefined ? '' : formatSpan(now - since));
  return [
    { heading: 'MINION', goes: 0, cell: ({ minion }) => minion },
    { heading: 'INSTANCE', goes: 0, cell: ({ formula, instance }) => (several ? `${formula}@${instance}` : instance) },
    { heading: 'STATE', goes: 0, cell: ({ state }) => state },
    { heading: 'SINCE', goes: 2, cell: span },
    { heading: 'RESTARTS', goes: 3, right: true, cell: ({ restarts }) => String(restarts) },
    { heading: 'MEMORY', goes: 4, right: true, cell: ({ memory }) => (memory === undefined ? '' : size(memory)) },
    { heading: 'CPU', goes: 6, right: true, cell: (row) => processor(row, now) },
    { heading: 'PORTS', goes: 5, cell: ({ ports }) => ports.join(' ') },
    { heading: 'DRIFT', goes: 1, cell: (row) => driftText(row, namedKeys), shorter: (row) => driftText(row, 0) },
  ];
}

/** With so many keys by name. */
function driftText({ drift, wanted }: InstanceRow, named: number): string {
  if (wanted === false) return 'not in pillar';
  if (drift === undefined) return '?';
  if (drift.length === 0 || !/^[-+~]/.test(drift[0] as string)) return drift.join(' ');
  const keys = `${drift.length} ${drift.length === 1 ? 'key' : 'keys'}`;
  if (named === 0) return keys;
  const more = drift.length - named;
  return drift.slice(0, named).join(' ') + (more > 0 ? ` and ${more} more` : '');
}

/** Of one processor, on the average since it was started. */
function processor({ cpuSeconds, since, state }: InstanceRow, now: number): string {
  if (cpuSeconds === undefined || since === undefined || state !== 'running' || now - since < 1000) return '';
  return `${((100 * cpuSeconds * 1000) / (now - since)).toFixed(1)} %`;
}

function size(bytes: number): string {
  if (bytes < 1024 ** 2) return `${Math.ceil(bytes / 1024)} KiB`;
  return bytes < 1024 ** 3 ? `${Math.round(bytes / 1024 ** 2)} MiB` : `${(bytes / 1024 ** 3).toFixed(1)} GiB`;
}

/**
 * A table of as many columns as there is room for. `width` absent: all of them. Where even minion, instance and state do not fit, the first two lose their
 * middle.
 */
export function instanceTable(rows: readonly InstanceRow[], paint: Paint, now: number, width = Infinity): string {
  const several = new Set(rows.map(({ formula }) => formula)).size > 1;
  const all = columnsFor(now, several);
  const shorter = all.map((column) => ({ ...column, cell: column.shorter ?? column.cell }));
  const columns = [all, shorter].map((some) => filled(some, rows)).find((some) => taken(some) <= width) ?? [];
  const chosen = columns.length > 0 ? columns : fitting(filled(shorter, rows), width);
  const line = (texts: readonly string[]): string =>
    texts
      .map((text, index) => {
        const { width: wide, right } = chosen[index] as Filled;
        // Of names, both ends tell which one it is.
        const cut = index < 2 ? cutInTheMiddle(text, wide) : cutToColumns(text, wide);
        return right ? ' '.repeat(wide - columnsOf(cut)) + cut : padColumns(cut, wide);
      })
      .join('  ')
      .trimEnd();
  const lines = rows.map((row, index) => coloured(row, line(chosen.map(({ texts }) => texts[index] ?? '')), paint));
  return [paint.key(line(chosen.map(({ heading }) => heading))), ...lines].join('\n');
}

interface Filled extends Column {
  readonly texts: readonly string[];
  width: number;
}

/** With their texts; a column that says nothing is none. */
function filled(columns: readonly Column[], rows: readonly InstanceRow[]): Filled[] {
  return columns
    .map((column) => {
      const texts = rows.map((row) => printable(column.cell(row)).replaceAll('\n', ' '));
      return { ...column, texts, width: Math.max(columnsOf(column.heading), ...texts.map(columnsOf)) };
    })
    .filter(({ goes, texts }) => goes === 0 || texts.some((text) => text !== '' && text !== '0'));
}

function taken(columns: readonly Filled[]): number {
  return columns.reduce((sum, { width }) => sum + width + 2, -2);
}

/** Without those that go, one after the other, until the others fit. */
function fitting(all: readonly Filled[], width: number): Filled[] {
  let columns = [...all];
  while (taken(columns) > width && columns.some(({ goes }) => goes > 0)) {
    const last = Math.max(...columns.map(({ goes }) => goes));
    columns = columns.filter(({ goes }) => goes !== last);
  }
  shrink(columns, taken(columns) - width);
  return columns;
}

/** Takes from the widest until it fits, down to four columns each. */
function shrink(columns: { width: number }[], tooMuch: number): void {
  for (let left = tooMuch; left > 0; left -= 1) {
    const widest = columns.reduce((most, column) => (column.width > most.width ? column : most));
    if (widest.width <= 4) return;
    widest.width -= 1;
  }
}

function coloured(row: InstanceRow, line: string, paint: Paint): string {
  const grave = gravity(row);
  if (grave <= 2) return paint.bad(line);
  return grave <= 5 ? paint.would(line) : line;
}

/** `12 instances on 3 minions: 1 failed, 2 with drift`. */
export function instanceSummary(rows: readonly InstanceRow[]): string {
  const minions = new Set(rows.map(({ minion }) => minion)).size;
  const states = new Map<string, number>();
  for (const { state } of rows) states.set(state, (states.get(state) ?? 0) + 1);
  const drifted = rows.filter(({ drift }) => drift && drift.length > 0).length;
  const parts = [...states].map(([state, count]) => `${count} ${state}`);
  if (drifted > 0) parts.push(`${drifted} with drift`);
  const of = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
  return `${of(rows.length, 'instance')} on ${of(minions, 'minion')}: ${printable(parts.join(', '))}`;
}

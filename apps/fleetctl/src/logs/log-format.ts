import { columnsOf, cutInTheMiddle, padColumns, printable, printableJson, type Paint } from '@fleet/output';
import type { Terminal } from '../output/terminal.js';
import type { LogRecord } from './log-record.js';

/** A line as text that stays the same: minion, time (UTC), unit, level, text. */
export function plainLine({ minion, time, unit, level, text }: LogRecord): string {
  const words = [minion, new Date(time).toISOString(), unit, ...(level === undefined ? [] : [level])];
  return `${oneLine(words.join(' '))}: ${oneLine(text)}`;
}

/** As data: one object of one line. */
export function dataOf({ minion, time, unit, level, text }: LogRecord): Record<string, unknown> {
  return { minion, time: new Date(time).toISOString(), unit, level: level ?? null, message: text };
}

/** The same as JSON of one line, in which nothing of a log can move the cursor. */
export function recordText(record: LogRecord): string {
  return printableJson(JSON.stringify(dataOf(record)));
}

/** What there is room for, by the width of the terminal: a narrow one loses the unit first, then the time, then most of the id. */
const layouts = [
  { from: 110, ids: 40, time: 12, units: 30 },
  { from: 72, ids: 20, time: 8, units: 20 },
  { from: 44, ids: 16, time: 8, units: 0 },
  { from: 28, ids: 12, time: 0, units: 0 },
  { from: 0, ids: 6, time: 0, units: 0 },
] as const;

/** Lines for a terminal: each behind its minion, which always has the same colour. Columns grow with what was seen. */
export class LogLines {
  #ids = 0;
  #units = 0;

  constructor(
    private readonly paint: Paint,
    private readonly width: () => number,
    private readonly now: () => number = Date.now,
  ) {}

  /** Ids that will come. */
  expect(minions: readonly string[]): void {
    for (const minion of minions) this.#ids = Math.max(this.#ids, columnsOf(printable(minion)));
  }

  line({ minion, time, unit, level, text }: LogRecord): string {
    const { paint } = this;
    const width = this.width();
    const layout = layouts.find(({ from }) => width >= from) ?? layouts[4];
    this.expect([minion]);
    const name = oneLine(unit);
    this.#units = Math.max(this.#units, Math.min(columnsOf(name), layout.units));
    const ids = Math.min(this.#ids, layout.ids);
    const units = Math.min(this.#units, layout.units);
    const parts = [paint.own(padColumns(cutInTheMiddle(printable(minion), ids), ids), minion), paint.faint('|')];
    if (layout.time > 0) parts.push(paint.faint(clockOf(time, this.now(), layout.time)));
    if (units > 0) parts.push(paint.faint(padColumns(cutInTheMiddle(name, units), units)));
    return [...parts, painted(oneLine(text), level, paint)].join(' ');
  }

  note(minion: string, sentence: string): string {
    const id = cutInTheMiddle(printable(minion), Math.max(6, Math.floor(this.width() / 3)));
    return `${this.paint.own(id, minion)}${this.paint.faint(`: ${printable(sentence)}`)}`;
  }
}

export function linesFor(terminal: Terminal): LogLines {
  return new LogLines(terminal.paint, () => terminal.screen?.width ?? 80);
}

function painted(text: string, level: string | undefined, paint: Paint): string {
  if (level === undefined) return text;
  if (['emerg', 'alert', 'crit', 'err'].includes(level)) return paint.bad(text);
  if (level === 'warning') return paint.would(text);
  return level === 'debug' ? paint.faint(text) : text;
}

/** Nothing moves the cursor, and a tab is as wide everywhere. */
function oneLine(text: string): string {
  return printable(text.replaceAll('\t', '  ')).replaceAll('\n', ' ');
}

/** `00:12:03.204` of today, in local time; of another day, with the day. */
function clockOf(time: number, now: number, length: number): string {
  const local = (at: number): string => new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString();
  const text = local(time);
  const clock = text.slice(11, 11 + length);
  return text.slice(0, 10) === local(now).slice(0, 10) ? clock : `${text.slice(5, 10)} ${clock}`;
}

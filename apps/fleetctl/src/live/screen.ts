import { columnsOf, cutInTheMiddle, cutToColumns, padColumns, type Paint } from '@fleet/output';
import type { LiveModel } from './model.js';
import type { Standing } from './standing.js';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** One line for one minion. */
interface Row {
  readonly minion: string;
  readonly elapsed: string;
  readonly place: string;
  readonly text: string;
  readonly quiet: boolean;
}

/**
 * What the live view shows: a line for each minion that works, as many as there is room for, and a line that counts. No line fills the last column, where
 * terminals differ in what they do next.
 */
export function screenLines(model: LiveModel, size: Size, now: number, paint: Paint): string[] {
  const width = Math.max(1, size.width - 1);
  const open = model.working.size + model.unheard.size;
  // A row stays free for what the shell or the terminal puts there.
  const room = Math.max(1, size.height - 1);
  const alone = model.expected === 1 && open === 1 && model.masterAway === undefined;
  const shown = alone ? 1 : open <= room - 1 ? open : Math.max(0, room - 2);
  const lines = rowLines(firstRows(model, shown, now), width, paint);
  if (alone) return lines;
  const hidden = open - shown;
  if (hidden > 0 && room > 1) lines.push(paint.faint(cutToColumns(`… and ${hidden} more`, width)));
  return [...lines, countLine(model, now, width, paint)];
}

/** Those that work first, in the order in which they began; only as many as are shown are looked at. */
function firstRows(model: LiveModel, most: number, now: number): Row[] {
  const rows: Row[] = [];
  for (const [minion, { since, standing }] of model.working) {
    if (rows.length === most) return rows;
    const text = standing?.text ?? 'began';
    rows.push({ minion, elapsed: clock(now - since), place: placeOf(standing), text, quiet: !standing });
  }
  for (const [minion, since] of model.unheard) {
    if (rows.length === most) return rows;
    rows.push({ minion, elapsed: clock(now - since), place: '', text: 'not acknowledged yet', quiet: true });
  }
  return rows;
}

/** Id, time and place in columns, then what is being done, as far as there is room. A narrow terminal loses the text first, then the place. */
function rowLines(rows: readonly Row[], width: number, paint: Paint): string[] {
  const widest = (of: (row: Row) => string): number =>
    rows.reduce((most, row) => Math.max(most, columnsOf(of(row))), 0);
  const times = widest(({ elapsed }) => elapsed);
  const places = widest(({ place }) => place);
  const ids = Math.min(
    widest(({ minion }) => minion),
    Math.max(8, Math.floor(width / 3)),
    width,
  );
  return rows.map(({ minion, elapsed, place, text, quiet }) => {
    const id = padColumns(cutInTheMiddle(minion, ids), ids);
    const parts = [paint.key(id)];
    let left = width - ids;
    const add = (part: string, colour: (text: string) => string): void => {
      const columns = columnsOf(part);
      if (columns === 0 || left < columns + 1) return;
      parts.push(colour(part));
      left -= columns + 1;
    };
    add(elapsed.padStart(times), (same) => same);
    add(place.padStart(places), paint.would);
    if (left > 4) add(cutToColumns(text, left - 1), quiet ? paint.faint : (same) => same);
    return parts.join(' ');
  });
}

function countLine(model: LiveModel, now: number, width: number, paint: Paint): string {
  const { expected, returned, failed, unheard, masterAway } = model;
  const parts: [string, (text: string) => string][] = [[`${returned}/${expected} returned`, paint.good]];
  parts.push([clock(now - model.started), (same) => same]);
  if (masterAway !== undefined) parts.push([`no answer from the master for ${clock(now - masterAway)}`, paint.bad]);
  if (failed.length > 0) parts.push([`${failed.length} failed (${namesOf(failed)})`, paint.bad]);
  if (unheard.size > 0) parts.push([`${unheard.size} not acknowledged yet`, paint.would]);
  parts.push(['Ctrl-C leaves it running', paint.faint]);
  const shown: string[] = [];
  let left = width;
  for (const [part, colour] of parts) {
    const room = left - (shown.length > 0 ? 2 : 0);
    if (shown.length > 0 && room < Math.min(columnsOf(part), 12)) break;
    const cut = cutToColumns(part, room);
    shown.push(colour(cut));
    left = room - columnsOf(cut);
  }
  return shown.join(', ');
}

/** The last that failed: whoever watches has seen the others. */
function namesOf(failed: readonly string[]): string {
  return `${failed.length > 5 ? '…, ' : ''}${failed.slice(-5).join(', ')}`;
}

function placeOf(standing?: Standing): string {
  return standing?.total === undefined ? '' : `${standing.position ?? 0}/${standing.total}`;
}

/** `0:04`, `12:30`, `1:02:03`. A clock that was set back is at the beginning. */
export function clock(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const two = (number: number): string => String(number).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

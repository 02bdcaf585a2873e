import type { Value } from '@fleet/values';
import { readChunks, timeless, type Chunk } from './chunk.js';
import { diffSize, diffsIn, replaceDiffs } from './diffs.js';
import { formatDuration } from './duration.js';
import { formatNamed, formatNested, scalarText } from './nested.js';
import type { Paint } from './paint.js';
import { inOneLine, printable } from './printable.js';

/**
 * `full`: every chunk in full. `changes`: in full what changed, failed or would change; the others in one line. `terse`: one line each.
 * `mixed`: in full what failed, the others in one line.
 */
export const stateOutputs = ['full', 'changes', 'terse', 'mixed'] as const;
export type StateOutput = (typeof stateOutputs)[number];

export interface HighstateStyle {
  readonly paint: Paint;
  readonly stateOutput: StateOutput;
  /** `false`: states that are in order, and have nothing to say besides, are counted and not shown. */
  readonly stateVerbose?: boolean;
  /** Diffs stand in what is shown in full; `true`: also below what is shown in one line; `false`: only how long they are. */
  readonly diff?: boolean;
  /** Set where several minions answered the same. */
  readonly shared?: Shared;
  /** What stands in the place of a diff; itself, by default. */
  readonly diffText?: (diff: string) => string;
}

export interface Shared {
  readonly minions: number;
  /** By chunk: the longest that it took on one of them; milliseconds. */
  readonly longest: readonly number[];
}

/** A state run as Salt shows it: its chunks in order, then a summary that counts what would change on its own. */
export function formatHighstate(heading: string, value: Value, style: HighstateStyle): string {
  const { paint, shared } = style;
  const chunks = readChunks(value)?.map((chunk, index) => (shared ? ofAll(chunk, shared.longest[index]) : chunk));
  // A refusal ("a run is going on") comes as a text or a list of texts.
  if (!chunks) return formatNamed(heading, value, paint);
  const rows = [paint.key(`${printable(heading)}:`)];
  const shown = style.stateVerbose === false ? chunks.filter((chunk) => !inOrder(chunk)) : chunks;
  for (const chunk of shown) {
    if (inFull(chunk, style.stateOutput)) rows.push(fullChunk(chunk, style));
    else rows.push(terseChunk(chunk, style), ...(style.diff === true ? diffRows(chunk, style) : []));
  }
  return [
    ...rows,
    '',
    summary(shared ? `${shared.minions} minions, each` : heading, chunks, chunks.length - shown.length, style),
  ].join('\n');
}

/** What is true of every minion that answered this: no time of day, no process, the longest duration. */
function ofAll(chunk: Chunk, longest = chunk.duration): Chunk {
  return { ...chunk, started: '', duration: longest, changes: timeless(chunk.function, chunk.changes) };
}

function inOrder({ result, changed, warnings, destroys }: Chunk): boolean {
  return result === true && !changed && warnings.length === 0 && destroys.length === 0;
}

function inFull(chunk: Chunk, output: StateOutput): boolean {
  if (output === 'changes') return chunk.changed || chunk.result !== true || chunk.warnings.length > 0;
  return output === 'full' || (output === 'mixed' && chunk.result === false);
}

function lasted(milliseconds: number, { shared }: HighstateStyle): string {
  return `${shared ? 'up to ' : ''}${formatDuration(milliseconds)}`;
}

function diffRows(chunk: Chunk, { paint, diffText = (diff) => diff }: HighstateStyle): string[] {
  return diffsIn(chunk.changes).map((diff) => formatNested(new Map([['diff', diffText(diff)]]), paint, 4));
}

function changesOf(chunk: Chunk, { diff, diffText }: HighstateStyle): Value {
  if (diff === false) return replaceDiffs(chunk.changes, (text) => `not shown, ${diffSize(text)}`);
  return diffText ? replaceDiffs(chunk.changes, diffText) : chunk.changes;
}

function colourOf(chunk: Chunk, paint: Paint): (text: string) => string {
  if (chunk.result === false) return paint.bad;
  if (chunk.result === null) return paint.would;
  return chunk.changed ? paint.changed : paint.good;
}

function fullChunk(chunk: Chunk, style: HighstateStyle): string {
  const { paint } = style;
  const colour = colourOf(chunk, paint);
  const rows = [paint.key('----------')];
  const row = (label: string, text: string): void =>
    void rows.push(colour(`${`${label}:`.padStart(13)}${text === '' ? '' : ` ${continued(text)}`}`));
  row('ID', chunk.id);
  row('Function', chunk.function);
  if (chunk.name !== chunk.id) row('Name', chunk.name);
  row('Result', scalarText(chunk.result));
  row('Comment', chunk.comment);
  if (chunk.started) row('Started', chunk.started);
  row('Duration', lasted(chunk.duration, style));
  for (const warning of chunk.warnings) row('Warning', warning);
  for (const loss of chunk.destroys) rows.push(paint.bad(`${'Destroys:'.padStart(13)} ${continued(loss)}`));
  row('Changes', '');
  if (chunk.changed) rows.push(formatNested(changesOf(chunk, style), paint, 14));
  return rows.join('\n');
}

/** Further lines of a text stand under its first. */
function continued(text: string): string {
  return printable(text.trimEnd()).replace(/\n/g, `\n${' '.repeat(14)}`);
}

function terseChunk(chunk: Chunk, style: HighstateStyle): string {
  const result =
    chunk.result === false ? 'Failed' : chunk.result === null ? 'Differs' : chunk.changed ? 'Changed' : 'Clean';
  const text = `  Name: ${inOneLine(chunk.name, 120)} - Function: ${chunk.function} - Result: ${result} - Duration: ${lasted(chunk.duration, style)}`;
  return colourOf(chunk, style.paint)(text);
}

function summary(whose: string, chunks: readonly Chunk[], leftOut: number, style: HighstateStyle): string {
  const { paint } = style;
  const counted = (wanted: (chunk: Chunk) => boolean): number => chunks.filter(wanted).length;
  const succeeded = counted((chunk) => chunk.result === true);
  const failed = counted((chunk) => chunk.result === false);
  const would = counted((chunk) => chunk.result === null);
  const changed = counted((chunk) => chunk.changed && chunk.result !== null);
  const warnings = chunks.reduce((sum, chunk) => sum + chunk.warnings.length, 0);
  const width = String(chunks.length).length;
  const line = '-'.repeat(Math.max(12, whose.length + 12));
  const count = (label: string, number: number, colour: (text: string) => string): string =>
    `${label.padEnd(14)}${number > 0 ? colour(String(number).padStart(width)) : String(number).padStart(width)}`;
  const rows = [paint.key(`Summary for ${printable(whose)}`), line];
  rows.push(
    count('Succeeded:', succeeded, paint.good) + (changed > 0 ? ` (${paint.changed(`changed=${changed}`)})` : ''),
  );
  if (leftOut > 0) rows.push(`${count('In order:', leftOut, paint.good)} (not shown; --state-verbose=true shows them)`);
  rows.push(count('Failed:', failed, paint.bad));
  if (would > 0) rows.push(count('Would change:', would, paint.would));
  const destroys = counted((chunk) => chunk.destroys.length > 0);
  if (destroys > 0) rows.push(count('Destroys:', destroys, paint.bad));
  if (warnings > 0) rows.push(count('Warnings:', warnings, paint.would));
  rows.push(line, `Total states run: ${String(chunks.length).padStart(width)}`);
  const total = chunks.reduce((sum, chunk) => sum + chunk.duration, 0);
  rows.push(`Total run time:   ${lasted(total, style)}`);
  return rows.join('\n');
}

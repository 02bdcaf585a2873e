import type { Value } from '@fleet/values';
import { readChunks, type Chunk } from './chunk.js';
import { formatDuration } from './duration.js';
import { formatNamed, formatNested, scalarText } from './nested.js';
import type { Paint } from './paint.js';
import { inOneLine, printable } from './printable.js';

/** `full`: every chunk in full. `changes`: in full what changed, failed or would change; the others in one line. `terse`: one line each. */
export const stateOutputs = ['full', 'changes', 'terse'] as const;
export type StateOutput = (typeof stateOutputs)[number];

/** A state run as Salt shows it: its chunks in order, then a summary that counts what would change on its own. */
export function formatHighstate(minion: string, value: Value, paint: Paint, output: StateOutput = 'full'): string {
  const chunks = readChunks(value);
  // A refusal ("a run is going on") comes as a text or a list of texts.
  if (!chunks) return formatNamed(minion, value, paint);
  const rows = [paint.key(`${printable(minion)}:`)];
  for (const chunk of chunks) rows.push(inFull(chunk, output) ? fullChunk(chunk, paint) : terseChunk(chunk, paint));
  return [...rows, '', summary(minion, chunks, paint)].join('\n');
}

function inFull(chunk: Chunk, output: StateOutput): boolean {
  if (output === 'changes') return chunk.changed || chunk.result !== true || chunk.warnings.length > 0;
  return output === 'full';
}

function colourOf(chunk: Chunk, paint: Paint): (text: string) => string {
  if (chunk.result === false) return paint.bad;
  if (chunk.result === null) return paint.would;
  return chunk.changed ? paint.changed : paint.good;
}

function fullChunk(chunk: Chunk, paint: Paint): string {
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
  row('Duration', formatDuration(chunk.duration));
  for (const warning of chunk.warnings) row('Warning', warning);
  for (const loss of chunk.destroys) rows.push(paint.bad(`${'Destroys:'.padStart(13)} ${continued(loss)}`));
  row('Changes', '');
  if (chunk.changed) rows.push(formatNested(chunk.changes, paint, 14));
  return rows.join('\n');
}

/** Further lines of a text stand under its first. */
function continued(text: string): string {
  return printable(text.trimEnd()).replace(/\n/g, `\n${' '.repeat(14)}`);
}

function terseChunk(chunk: Chunk, paint: Paint): string {
  const result =
    chunk.result === false ? 'Failed' : chunk.result === null ? 'Differs' : chunk.changed ? 'Changed' : 'Clean';
  const text = `  Name: ${inOneLine(chunk.name, 120)} - Function: ${chunk.function} - Result: ${result} - Duration: ${formatDuration(chunk.duration)}`;
  return colourOf(chunk, paint)(text);
}

function summary(minion: string, chunks: readonly Chunk[], paint: Paint): string {
  const counted = (wanted: (chunk: Chunk) => boolean): number => chunks.filter(wanted).length;
  const succeeded = counted((chunk) => chunk.result === true);
  const failed = counted((chunk) => chunk.result === false);
  const would = counted((chunk) => chunk.result === null);
  const changed = counted((chunk) => chunk.changed && chunk.result !== null);
  const warnings = chunks.reduce((sum, chunk) => sum + chunk.warnings.length, 0);
  const width = String(chunks.length).length;
  const line = '-'.repeat(Math.max(12, minion.length + 12));
  const count = (label: string, number: number, colour: (text: string) => string): string =>
    `${label.padEnd(14)}${number > 0 ? colour(String(number).padStart(width)) : String(number).padStart(width)}`;
  const rows = [paint.key(`Summary for ${printable(minion)}`), line];
  rows.push(
    count('Succeeded:', succeeded, paint.good) + (changed > 0 ? ` (${paint.changed(`changed=${changed}`)})` : ''),
  );
  rows.push(count('Failed:', failed, paint.bad));
  if (would > 0) rows.push(count('Would change:', would, paint.would));
  const destroys = counted((chunk) => chunk.destroys.length > 0);
  if (destroys > 0) rows.push(count('Destroys:', destroys, paint.bad));
  if (warnings > 0) rows.push(count('Warnings:', warnings, paint.would));
  rows.push(line, `Total states run: ${String(chunks.length).padStart(width)}`);
  rows.push(`Total run time:   ${formatDuration(chunks.reduce((sum, chunk) => sum + chunk.duration, 0))}`);
  return rows.join('\n');
}

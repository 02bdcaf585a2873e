import type { Origin, WrittenBy } from '../template.js';
import { stepsTo, type Frame } from './frame.js';
import type { Writer } from './output.js';

interface Pieces {
  readonly pieces: readonly string[];
  readonly writers: readonly Writer[];
  readonly frames: readonly (Frame | undefined)[];
}

/** Answers who wrote what from the pieces of an output. Where each begins is counted when the first question comes. */
export function originOf(written: Pieces, sourceOf: (file: string) => string | undefined): Origin {
  let starts: number[] | undefined;
  let lines: readonly { readonly start: number; readonly text: string }[] | undefined;

  function at(offset: number): WrittenBy | undefined {
    starts ??= startsOf(written.pieces);
    const index = lastAtOrBefore(starts, offset);
    const writer = written.writers[index];
    if (!writer) return undefined;
    const place = placeIn(written.pieces[index] as string, offset - (starts[index] as number), writer);
    return { place, via: stepsTo(written.frames[index]), isText: writer.isText };
  }

  function ofLine(line: number): WrittenBy | undefined {
    lines ??= linesOf(written.pieces.join(''));
    const found = lines[line - 1];
    return found && at(found.start + Math.max(0, found.text.search(/\S|$/)));
  }

  return { at, ofLine, sourceOf };
}

function linesOf(text: string): { start: number; text: string }[] {
  let start = 0;
  return text.split('\n').map((line) => {
    const found = { start, text: line };
    start += line.length + 1;
    return found;
  });
}

function startsOf(pieces: readonly string[]): number[] {
  let length = 0;
  return pieces.map((piece) => {
    const start = length;
    length += piece.length;
    return start;
  });
}

function lastAtOrBefore(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The text of a template stands in its output as it stands in the template; what an expression printed stands where the expression does. */
function placeIn(piece: string, offset: number, writer: Writer): WrittenBy['place'] {
  const { file, line, column } = writer;
  if (!writer.isText) return { file, line, column };
  const before = piece.slice(0, Math.max(0, offset)).split('\n');
  const last = before.at(-1) as string;
  return before.length === 1
    ? { file, line, column: column + last.length }
    : { file, line: line + before.length - 1, column: last.length + 1 };
}

import type { Origin, WrittenBy } from '../template.js';
import { stepsTo, type Frame } from './frame.js';
import type { Writer } from './output.js';

interface Pieces {
  readonly pieces: readonly string[];
  readonly writers: readonly Writer[];
  readonly frames: readonly (Frame | undefined)[];
}

/** Answers who wrote what from the pieces of an output. Where each begins, and its lines, are counted when the first question comes. */
export function originOf(written: Pieces, sourceOf: (file: string) => string | undefined): Origin {
  let starts: number[] | undefined;
  let lines: readonly { readonly start: number; readonly text: string }[] | undefined;
  const linesOfPieces = new Map<number, readonly number[]>();

  function at(offset: number): WrittenBy | undefined {
    starts ??= startsOf(written.pieces);
    const index = lastAtOrBefore(starts, offset);
    const writer = written.writers[index];
    if (!writer) return undefined;
    const place = placeIn(index, Math.max(0, offset - (starts[index] as number)), writer);
    return { place, via: stepsTo(written.frames[index]), isText: writer.isText };
  }

  /** The text of a template stands in its output as it stands in the template; what an expression printed stands where the expression does. */
  function placeIn(index: number, offset: number, { file, line, column, isText }: Writer): WrittenBy['place'] {
    if (!isText) return { file, line, column };
    let lineStarts = linesOfPieces.get(index);
    if (!lineStarts) {
      lineStarts = linesOf(written.pieces[index] as string).map(({ start }) => start);
      linesOfPieces.set(index, lineStarts);
    }
    const below = lastAtOrBefore(lineStarts, offset);
    const within = offset - (lineStarts[below] as number);
    return { file, line: line + below, column: (below === 0 ? column : 1) + within };
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

/** The index of the last start that is not behind the offset. */
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

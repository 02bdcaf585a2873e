import type { Edit } from './edit.js';
import { joinLines, splitLines } from './lines.js';

export interface BlockWish {
  /** How the file is called in sentences. */
  readonly path: string;
  /** Texts that the lines around the block hold. */
  readonly marker_start: string;
  readonly marker_end: string;
  readonly append_if_not_found: boolean;
  readonly prepend_if_not_found: boolean;
}

/** Keeps what stands between two marker lines; or a sentence why this can be no block. */
export function blockEdit(want: BlockWish, block: string): Edit | string {
  const wanted = splitLines(block).lines;
  // The next run would take that line for the end of the block, and leave the rest of the block behind it each time.
  if (wanted.some((row) => row.includes(want.marker_end)))
    return `the block itself holds the end marker ${want.marker_end}`;
  return (text) => {
    const { lines, ended } = splitLines(text);
    const start = lines.findIndex((row) => row.includes(want.marker_start));
    if (start < 0) {
      if (!want.append_if_not_found && !want.prepend_if_not_found)
        return { problem: `${want.path} has no line with the marker ${want.marker_start}` };
      const all = [want.marker_start, ...wanted, want.marker_end];
      return { text: joinLines(want.prepend_if_not_found ? [...all, ...lines] : [...lines, ...all]) };
    }
    const end = lines.findIndex((row, index) => index > start && row.includes(want.marker_end));
    if (end < 0)
      return {
        problem: `${want.path} has no line with the marker ${want.marker_end} after the one with ${want.marker_start}`,
      };
    return { text: joinLines([...lines.slice(0, start + 1), ...wanted, ...lines.slice(end)], ended) };
  };
}

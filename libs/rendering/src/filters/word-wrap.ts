import { stripChars } from '../python/string-parts.js';
import { characters, splitLines, textLength } from '../python/text.js';
import { valueError } from '../python/things.js';

export interface WrapStyle {
  readonly width: number;
  readonly breakLongWords: boolean;
  readonly breakOnHyphens: boolean;
  /** What stands between the lines. */
  readonly between: string;
}

/** Python's `textwrap.wrap` with the settings that Jinja gives it, line by line. */
export function wordWrap(text: string, style: WrapStyle): string {
  return splitLines(text)
    .map((line) => wrapLine(line, style).join(style.between))
    .join(style.between);
}

const spaces = String.raw`\t-\r `;
const letter = String.raw`[\p{L}\p{Nl}_]`;
const word = String.raw`[\p{L}\p{N}_]`;
const wordOrMark = String.raw`[\p{L}\p{N}_!"'&.,?]`;
/** Where Python lets a line break: at whitespace, at dashes between words, behind the hyphen of a word with two letters on each side. */
const hyphenated = new RegExp(
  `[${spaces}]+|(?<=${wordOrMark})-{2,}(?=${word})|[^${spaces}]+?(?:-(?:(?<=${letter}{2}-)|(?<=${letter}-${letter}-))(?=${letter}-?${letter})|(?=[${spaces}]|$)|(?<=${wordOrMark})(?=-{2,}${word}))`,
  'gu',
);
const simple = new RegExp(`[${spaces}]+|[^${spaces}]+`, 'g');

function wrapLine(line: string, style: WrapStyle): string[] {
  const { width } = style;
  if (width <= 0) return valueError(`invalid width ${width} (must be > 0)`);
  const chunks = (line.match(style.breakOnHyphens ? hyphenated : simple) ?? []).reverse();
  const lines: string[] = [];
  while (chunks.length > 0) {
    const current: string[] = [];
    let length = 0;
    // Whitespace is dropped where a line begins, but for the first.
    if (isBlank(chunks.at(-1)) && lines.length > 0) chunks.pop();
    while (chunks.length > 0 && length + textLength(chunks.at(-1) as string) <= width) {
      length += textLength(chunks.at(-1) as string);
      current.push(chunks.pop() as string);
    }
    if (chunks.length > 0 && textLength(chunks.at(-1) as string) > width)
      current.push(...partOfLongWord(chunks, width - length, current.length === 0, style));
    if (isBlank(current.at(-1))) current.pop();
    if (current.length > 0) lines.push(current.join(''));
  }
  return lines;
}

/** What of a word that is longer than a whole line still goes into this one; the rest goes back to the chunks. */
function partOfLongWord(chunks: string[], room: number, alone: boolean, style: WrapStyle): string[] {
  if (!style.breakLongWords) return alone ? [chunks.pop() as string] : [];
  const all = characters(chunks.pop() as string);
  const hyphen = style.breakOnHyphens && all.length > room ? all.slice(0, room).lastIndexOf('-') : -1;
  const end = hyphen > 0 && all.slice(0, hyphen).some((char) => char !== '-') ? hyphen + 1 : room;
  chunks.push(all.slice(end).join(''));
  return [all.slice(0, end).join('')];
}

function isBlank(chunk: string | undefined): boolean {
  return chunk !== undefined && stripChars(chunk) === '';
}

import { splitLines } from '../python/text.js';

/** Python's `textwrap.wrap` with the settings that Jinja gives it, line by line. */
export function wordWrap(
  text: string,
  width: number,
  breakLong: boolean,
  wrapString: string,
  breakOnHyphens: boolean,
): string {
  if (width <= 0) return text;
  return splitLines(text)
    .map((line) => wrapLine(line, width, breakLong, breakOnHyphens).join(wrapString))
    .join(wrapString);
}

/** Where Python lets a line break: at whitespace, at dashes between words, behind the hyphen of a word with two letters on each side. */
const hyphenated =
  /\s+|(?<=[\p{L}\p{N}_!"'&.,?])-{2,}(?=[\p{L}\p{N}_])|\S+?(?:-(?:(?<=[\p{L}_]{2}-)|(?<=[\p{L}_]-[\p{L}\p{N}_!"'&.,?]-))(?=[\p{L}_]-?[\p{L}_])|(?=\s|$)|(?<=[\p{L}\p{N}_!"'&.,?])(?=-{2,}[\p{L}\p{N}_]))/gu;

function wrapLine(line: string, width: number, breakLong: boolean, breakOnHyphens: boolean): string[] {
  const pattern = breakOnHyphens ? hyphenated : /\s+|\S+/g;
  const chunks = (line.match(pattern) ?? []).reverse();
  const lines: string[] = [];
  while (chunks.length > 0) {
    let current = '';
    // Whitespace is dropped where a line begins, but for the first.
    if (/^\s/.test(chunks.at(-1) as string) && lines.length > 0) chunks.pop();
    while (chunks.length > 0 && current.length + (chunks.at(-1) as string).length <= width)
      current += chunks.pop() as string;
    if (chunks.length > 0 && (chunks.at(-1) as string).length > width) {
      const long = chunks.pop() as string;
      if (breakLong) {
        const room = Math.max(1, width - current.length);
        current += long.slice(0, room);
        chunks.push(long.slice(room));
      } else if (current === '') current = long;
      else chunks.push(long);
    }
    const trimmed = current.trimEnd();
    if (trimmed !== '') lines.push(trimmed);
  }
  return lines;
}

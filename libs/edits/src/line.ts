import type { Edit, Edited } from './edit.js';
import { joinLines, splitLines } from './lines.js';
import { compilePattern } from './pattern.js';

export interface LineWish {
  /** How the file is called in sentences. */
  readonly path: string;
  readonly content?: string;
  readonly mode: 'ensure' | 'replace' | 'insert' | 'delete';
  /** Regular expression (or text) of the line to replace or delete; default: the content. */
  readonly match?: string;
  readonly location?: 'start' | 'end';
  readonly before?: string;
  readonly after?: string;
  /** Give it the indentation of the line beside it. */
  readonly indent: boolean;
  /** Do nothing where the place is not found. */
  readonly quiet: boolean;
}

/** Keeps one line at its place, or out of the text; or a sentence where the wish lacks something. */
export function lineEdit(want: LineWish): Edit | string {
  if (want.mode !== 'delete' && want.content === undefined) return `\`mode: ${want.mode}\` needs \`content\``;
  if (want.mode === 'delete' && (want.match ?? want.content) === undefined)
    return '`mode: delete` needs `match` or `content`';
  return (text) => edit(want, text);
}

function edit(want: LineWish, text: string): Edited {
  const { lines } = splitLines(text);
  const content = want.content ?? '';
  const finder = (pattern: string): ((row: string) => boolean) => {
    const expression = compilePattern(pattern, ['DOTALL']);
    // A text that is no expression is only looked for as it is.
    return (row) => row.includes(pattern) || (typeof expression !== 'string' && expression.test(row));
  };
  const same = (row: string): boolean => row.trim() === content.trim();
  const matching = finder(want.match ?? content);
  switch (want.mode) {
    case 'delete':
      return { text: joinLines(lines.filter((row) => !matching(row))) };
    case 'replace':
      if (!lines.some(matching))
        return want.quiet || lines.some(same)
          ? { text }
          : { problem: `no line of ${want.path} matches ${want.match ?? content}` };
      return { text: joinLines(lines.map((row) => (matching(row) ? indented(want, content, row) : row))) };
    case 'insert':
    case 'ensure':
      return placed(want, text, lines, content, finder, same);
  }
}

function placed(
  want: LineWish,
  text: string,
  lines: readonly string[],
  content: string,
  finder: (pattern: string) => (row: string) => boolean,
  same: (row: string) => boolean,
): Edited {
  // The line itself may look like the one that it stands beside (`include b` after `^include`): it is no place for itself.
  const place = (pattern: string): ((row: string) => boolean) => {
    const fits = finder(pattern);
    return (row) => fits(row) && !same(row);
  };
  const after = want.after === undefined ? undefined : lines.findLastIndex(place(want.after));
  const before =
    want.before === undefined
      ? undefined
      : lines.findIndex((row, index) => index > (after ?? -1) && place(want.before as string)(row));
  if (after === -1 || before === -1) {
    const pattern = (after === -1 ? want.after : want.before) as string;
    return want.quiet || lines.some((row) => same(row) && finder(pattern)(row))
      ? { text }
      : { problem: `no line of ${want.path} matches ${pattern}` };
  }
  if (after !== undefined && before !== undefined) {
    const between = lines.slice(after + 1, before);
    if (between.length === 1 && same(between[0] as string)) return { text };
    if (want.mode === 'ensure' && between.length > 1)
      return {
        problem: `more than one line of ${want.path} stands between ${want.after as string} and ${want.before as string}`,
      };
    const kept = want.mode === 'ensure' ? [] : between;
    if (between.some(same)) return { text };
    return {
      text: joinLines([
        ...lines.slice(0, after + 1),
        ...kept,
        indented(want, content, lines[after] as string),
        ...lines.slice(before),
      ]),
    };
  }
  if (after !== undefined) {
    const fits = place(want.after as string);
    if (lines.some((row, index) => same(row) && index > 0 && fits(lines[index - 1] as string))) return { text };
    return {
      text: joinLines([
        ...lines.slice(0, after + 1),
        indented(want, content, lines[after] as string),
        ...lines.slice(after + 1),
      ]),
    };
  }
  if (before !== undefined) {
    const fits = place(want.before as string);
    if (lines.some((row, index) => same(row) && index + 1 < lines.length && fits(lines[index + 1] as string)))
      return { text };
    return {
      text: joinLines([
        ...lines.slice(0, before),
        indented(want, content, lines[before] as string),
        ...lines.slice(before),
      ]),
    };
  }
  if (want.location === undefined)
    return { problem: `\`mode: ${want.mode}\` needs \`location\`, \`before\` or \`after\`` };
  if (lines.some(same)) return { text };
  return { text: joinLines(want.location === 'start' ? [content, ...lines] : [...lines, content]) };
}

function indented(want: LineWish, content: string, beside: string): string {
  return want.indent ? `${/^\s*/.exec(beside)?.[0] ?? ''}${content.trimStart()}` : content;
}

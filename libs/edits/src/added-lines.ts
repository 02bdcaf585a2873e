import type { Edit } from './edit.js';
import { joinLines, splitLines } from './lines.js';

/** Adds the lines that the text does not have at its end. */
export function appendEdit(wanted: readonly string[], options: { readonly ignoreWhitespace: boolean }): Edit {
  const same = (line: string): string => (options.ignoreWhitespace ? line.replace(/\s+/g, ' ').trim() : line);
  return (text) => {
    const { lines } = splitLines(text);
    const known = new Set(lines.map(same));
    const missing = wanted.filter((line) => line === '' || !known.has(same(line)));
    if (missing.every((line) => line === '')) return { text };
    return { text: joinLines([...lines, ...missing]), done: `Appended ${missing.length} lines` };
  };
}

/** Adds the lines that the text does not have at its beginning; with `header`, all of them unless the text begins with them. */
export function prependEdit(wanted: readonly string[], options: { readonly header: boolean }): Edit {
  return (text) => {
    const { lines } = splitLines(text);
    const missing = options.header ? headMissing(wanted, lines) : wanted.filter((line) => !lines.includes(line));
    if (missing.length === 0) return { text };
    return { text: joinLines([...missing, ...lines]), done: `Prepended ${missing.length} lines` };
  };
}

/** All of them, or nothing where the text begins with them. */
function headMissing(wanted: readonly string[], lines: readonly string[]): readonly string[] {
  return wanted.every((line, index) => lines[index] === line) ? [] : wanted;
}

/** Puts `put` in the place of the characters from `from` up to `to`. */
export interface Splice {
  readonly from: number;
  readonly to: number;
  readonly put: string;
}

/** Several at once, none of which reaches into another; offsets are those of the text before. */
export function splice(text: string, ...edits: readonly Splice[]): string {
  let result = text;
  for (const { from, to, put } of [...edits].sort((a, b) => b.from - a.from || b.to - a.to))
    result = result.slice(0, from) + put + result.slice(to);
  return result;
}

/** How the lines of a text end. */
export function lineEnd(text: string): string {
  return /\r\n/.test(text) ? '\r\n' : '\n';
}

export function startOfLine(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}

/** Before the line break; the end of the text for its last line. */
export function endOfLine(text: string, at: number): number {
  const found = text.indexOf('\n', at);
  if (found < 0) return text.length;
  return found > at && text[found - 1] === '\r' ? found - 1 : found;
}

/** Behind the line break. */
export function afterLine(text: string, at: number): number {
  const found = text.indexOf('\n', at);
  return found < 0 ? text.length : found + 1;
}

/** The blank space before a place, where nothing else stands before it on its line. */
export function marginOf(text: string, at: number): string | undefined {
  const before = text.slice(startOfLine(text, at), at);
  return /^[ \t]*$/.test(before) ? before : undefined;
}

/** The blank space that the line of a place begins with. */
export function indentOfLine(text: string, at: number): string {
  return /^[ \t]*/.exec(text.slice(startOfLine(text, at), at))?.[0] ?? '';
}

/** One step of indentation, as the text has it: the smallest that stands in it. */
export function indentUnit(text: string, usual: string): string {
  let unit: string | undefined;
  for (const [, margin] of text.matchAll(/^([ \t]+)\S/gm)) {
    if (margin?.startsWith('\t')) return '\t';
    if (margin && (unit === undefined || margin.length < unit.length)) unit = margin;
  }
  return unit ?? usual;
}

/** Python counts characters, JavaScript UTF-16 units; they differ only where a text has surrogates. */
export function hasSurrogates(text: string): boolean {
  return /[\ud800-\udfff]/.test(text);
}

export function textLength(text: string): number {
  return hasSurrogates(text) ? Array.from(text).length : text.length;
}

export function characters(text: string): string[] {
  return hasSurrogates(text) ? Array.from(text) : text.split('');
}

const lineEnd = /\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/g;

/** Python's `str.splitlines`. */
export function splitLines(text: string, keepEnds = false): string[] {
  const lines: string[] = [];
  let start = 0;
  for (const found of text.matchAll(lineEnd)) {
    const end = found.index + found[0].length;
    lines.push(text.slice(start, keepEnds ? end : found.index));
    start = end;
  }
  if (start < text.length) lines.push(text.slice(start));
  return lines;
}

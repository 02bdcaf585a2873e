/** Lines without their ends, and whether the last one had one. */
export function splitLines(text: string): { lines: string[]; ended: boolean } {
  if (text === '') return { lines: [], ended: true };
  const ended = text.endsWith('\n');
  return { lines: (ended ? text.slice(0, -1) : text).split('\n'), ended };
}

export function joinLines(lines: readonly string[], ended = true): string {
  return lines.length === 0 ? '' : lines.join('\n') + (ended ? '\n' : '');
}

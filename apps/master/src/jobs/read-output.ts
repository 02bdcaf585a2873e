import type { OutputPart } from '@fleet/jobs';

/** Characters of all that one answer shows of what jobs say, and of one minion's at least: it has to fit into a message. */
const bounds = { all: 128 * 1024, least: 1024 };

/** What each of so many minions may take. */
export function roomForEach(minions: number): number {
  return Math.max(bounds.least, Math.floor(bounds.all / Math.max(1, minions)));
}

/** What a job said so far as one text, gaps named, its end where it is longer than `most` characters; `undefined` where nothing is kept. */
export function readOutput(
  parts: readonly OutputPart[],
  most: number,
): { readonly start: number; readonly text: string } | undefined {
  const [first] = parts;
  if (!first) return undefined;
  const texts: string[] = [];
  let end = first.start;
  for (const { start, bytes, text } of parts) {
    if (start > end) texts.push(`\n[… ${start - end} bytes were dropped …]\n`);
    texts.push(text);
    end = start + bytes;
  }
  const whole = texts.join('');
  if (whole.length <= most) return { start: first.start, text: whole };
  // From the beginning of a line, where there is one.
  const shown = whole.slice(-most).replace(/^[^\n]*\n(?=.)/s, '');
  return { start: end - Buffer.byteLength(shown), text: shown };
}

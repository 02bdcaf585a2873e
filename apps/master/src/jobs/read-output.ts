import type { OutputPart } from '@fleet/jobs';

/** What a job said so far as one text, gaps named; `undefined` where nothing is kept. */
export function readOutput(
  parts: readonly OutputPart[],
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
  return { start: first.start, text: texts.join('') };
}

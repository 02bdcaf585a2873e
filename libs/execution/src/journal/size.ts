/** The first size in a sentence, in bytes: `8.0M` → 8388608. */
export function bytesIn(text: string): number | undefined {
  const found = /\b([0-9]+(?:\.[0-9]+)?)([BKMGTPE])(?![A-Za-z])/.exec(text);
  if (!found) return undefined;
  return Math.round(Number(found[1]) * 1024 ** 'BKMGTPE'.indexOf(found[2] as string));
}

/** Numbers as ranges in rising order, `1-400,402`: the whole of a fleet takes a few characters. */
export function formatNumbers(numbers: Iterable<number>): string {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b);
  const ranges: string[] = [];
  for (let at = 0; at < sorted.length;) {
    const first = sorted[at] as number;
    let last = first;
    while (sorted[at + 1] === last + 1) {
      last += 1;
      at += 1;
    }
    ranges.push(first === last ? String(first) : `${first}-${last}`);
    at += 1;
  }
  return ranges.join(',');
}

/** @throws RangeError for what {@link formatNumbers} did not write */
export function parseNumbers(text: string): number[] {
  if (text === '') return [];
  return text.split(',').flatMap((range) => {
    const found = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(range);
    const first = Number(found?.[1]);
    const last = Number(found?.[2] ?? found?.[1]);
    if (!found || last < first || last - first > 1_000_000) throw new RangeError('not a range of numbers');
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
}

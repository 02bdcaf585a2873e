/**
 * The candidate that `word` most probably meant, or `undefined` where none is close: for "did you mean …?". A suggestion that is
 * wrong costs more than none, so the bar is high: few edits for the length of the word, counted for each part of a dotted name on its
 * own (`file.present` did not mean `file.absent`), and never a name that differs in its number only (`node-07`, `node-08`).
 */
export function nearMatch(word: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    // The word itself is no advice.
    if (candidate === word) continue;
    const distance = distanceBetween(word, candidate, bestDistance);
    const closer =
      distance < bestDistance ||
      (best !== undefined && distance === bestDistance && shared(word, candidate) > shared(word, best));
    if (!closer) continue;
    best = candidate;
    bestDistance = distance;
  }
  return best;
}

/** Of two that are equally far, the one that has more of the word as it stands: a letter too few is likelier than a wrong one. */
function shared(word: string, candidate: string): number {
  return commonStart(word, candidate) + commonEnd(word, candidate);
}

const dotted = /^\w+(?:\.\w+)+$/;

/** Infinite where nobody would take the one for the other; a difference of case alone counts nothing. */
function distanceBetween(word: string, candidate: string, best: number): number {
  const parts = dotted.test(word) && dotted.test(candidate) ? word.split('.') : [word];
  const others = parts.length > 1 ? candidate.split('.') : [candidate];
  if (parts.length !== others.length) return distanceOfParts([word], [candidate], best);
  return distanceOfParts(parts, others, best);
}

function distanceOfParts(parts: readonly string[], others: readonly string[], best: number): number {
  let sum = 0;
  for (const [index, part] of parts.entries()) {
    const [a, b] = [part.toLowerCase(), (others[index] as string).toLowerCase()];
    if (a === b) continue;
    const limit = Math.min(editsAllowed(a, b), best - sum);
    if (Math.abs(a.length - b.length) > limit) return Number.POSITIVE_INFINITY;
    const start = commonStart(a, b);
    const end = Math.min(commonEnd(a, b), Math.min(a.length, b.length) - start);
    const edits = editDistance(a.slice(start, a.length - end), b.slice(start, b.length - end), limit);
    // Asked last, because hardly any two come so far.
    if (edits > limit || digitsOnlyDiffer(a, b)) return Number.POSITIVE_INFINITY;
    sum += edits;
  }
  return sum;
}

/**
 * One edit in three letters of the longer one, three at most, and never half of what was written (`list` did not mean `listen`); one
 * fewer where not even the first letter is right. Of two letters, only their order may be wrong.
 */
function editsAllowed(a: string, b: string): number {
  if (Math.min(a.length, b.length) < 3) return isSwapped(a, b) ? 1 : 0;
  const allowed = Math.min(3, Math.floor(Math.max(a.length, b.length) / 3), Math.floor(a.length / 2.5));
  if (a[0] === b[0]) return allowed;
  return isSwapped(a.slice(0, 2), b.slice(0, 2)) || a.length !== b.length ? Math.max(1, allowed - 1) : allowed - 1;
}

function isSwapped(a: string, b: string): boolean {
  return a.length === 2 && b.length === 2 && a[0] === b[1] && a[1] === b[0];
}

function commonStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1;
  return length;
}

function commonEnd(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a.at(-1 - length) === b.at(-1 - length)) length += 1;
  return length;
}

function digitsOnlyDiffer(a: string, b: string): boolean {
  return a.replace(/\d+/g, '0') === b.replace(/\d+/g, '0');
}

/** Edits that turn `a` into `b`, where swapping two neighbours is one edit (optimal string alignment); more than `limit` is not counted out. */
function editDistance(a: string, b: string, limit: number): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(
        (last[j] as number) + 1,
        (row[j - 1] as number) + 1,
        (last[j - 1] as number) + (same ? 0 : 1),
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (beforeLast[j - 2] as number) + 1);
      row.push(cost);
      least = Math.min(least, cost);
    }
    // A swap looks two rows back; what the row before allowed may still come out of it.
    if (least > limit && Math.min(...last) > limit) return limit + 1;
    beforeLast = last;
    last = row;
  }
  return last[b.length] as number;
}

import { whitespace } from './character-kinds.js';

const leadingSpace = new RegExp(`^[${whitespace}]+`);
const space = new RegExp(`[${whitespace}]`);

export function stripLeft(text: string, chars?: string): string {
  if (chars === undefined) return text.replace(leadingSpace, '');
  const set = new Set(chars);
  const all = Array.from(text);
  let start = 0;
  while (start < all.length && set.has(all[start] as string)) start += 1;
  return all.slice(start).join('');
}

export function stripRight(text: string, chars?: string): string {
  const isStripped =
    chars === undefined
      ? (char: string): boolean => space.test(char)
      : (
          (set) =>
          (char: string): boolean =>
            set.has(char)
        )(new Set(chars));
  const all = Array.from(text);
  let end = all.length;
  while (end > 0 && isStripped(all[end - 1] as string)) end -= 1;
  return all.slice(0, end).join('');
}

export function stripChars(text: string, chars?: string): string {
  return stripRight(stripLeft(text, chars), chars);
}

/** Python's `split` and `rsplit`: at most `limit` cuts (negative: all), from the left or from the right; no separator: runs of whitespace. */
export function splitKeepingRest(
  text: string,
  separator: string | undefined,
  limit: number,
  fromRight: boolean,
): string[] {
  if (separator === undefined) return fromRight ? splitSpaceRight(text, limit) : splitSpaceLeft(text, limit);
  const parts = text.split(separator);
  if (limit < 0 || parts.length - 1 <= limit) return parts;
  if (fromRight) {
    const cut = parts.length - limit;
    return [parts.slice(0, cut).join(separator), ...parts.slice(cut)];
  }
  return [...parts.slice(0, limit), parts.slice(limit).join(separator)];
}

function splitSpaceLeft(text: string, limit: number): string[] {
  const parts: string[] = [];
  let rest = stripLeft(text);
  while (rest !== '') {
    const cut = rest.search(space);
    if (cut < 0 || (limit >= 0 && parts.length === limit)) {
      parts.push(rest);
      break;
    }
    parts.push(rest.slice(0, cut));
    rest = stripLeft(rest.slice(cut));
  }
  return parts;
}

function splitSpaceRight(text: string, limit: number): string[] {
  if (limit < 0) return splitSpaceLeft(text, limit);
  const parts: string[] = [];
  let rest = stripRight(text);
  while (rest !== '' && parts.length < limit) {
    let cut = rest.length;
    while (cut > 0 && !space.test(rest[cut - 1] as string)) cut -= 1;
    parts.push(rest.slice(cut));
    rest = stripRight(rest.slice(0, cut));
  }
  if (rest !== '') parts.push(rest);
  return parts.reverse();
}

import { characters } from './text.js';

const sigma = 'Σ';
const cased = /\p{Cased}/u;
const ignorable = /\p{Case_Ignorable}/u;

/** Lower case of one character of a text: a capital sigma that ends a word has a form of its own. */
function lowerAt(all: readonly string[], at: number): string {
  const char = all[at] as string;
  if (char !== sigma) return char.toLowerCase();
  let before = at - 1;
  while (before >= 0 && ignorable.test(all[before] as string)) before -= 1;
  let after = at + 1;
  while (after < all.length && ignorable.test(all[after] as string)) after += 1;
  const follows = before >= 0 && cased.test(all[before] as string);
  return follows && !(after < all.length && cased.test(all[after] as string)) ? 'ς' : 'σ';
}

/** Letters whose title form is neither their upper case nor the first letter of it. */
function titleOf(char: string): string {
  const code = char.codePointAt(0) as number;
  // Croatian digraphs come in threes: upper, title, lower.
  if (code >= 0x1c4 && code <= 0x1cc) return String.fromCodePoint(code - ((code - 0x1c4) % 3) + 1);
  if (code >= 0x1f1 && code <= 0x1f3) return '\u01f2';
  // Georgian has capitals for whole words only.
  if (code >= 0x10d0 && code <= 0x10ff) return char;
  if (/\p{Lt}/u.test(char)) return char;
  const upper = characters(char.toUpperCase());
  if (upper.length === 1) return upper[0] as string;
  return titleExceptions.get(char) ?? greekTitle(code) ?? (upper[0] as string) + upper.slice(1).join('').toLowerCase();
}

const titleExceptions: ReadonlyMap<string, string> = new Map([
  ['ŉ', 'ʼN'],
  ['\u1fb2', '\u1fba\u0345'],
  ['\u1fb4', '\u0386\u0345'],
  ['\u1fb7', '\u1fbc\u0342'],
  ['\u1fc2', '\u1fca\u0345'],
  ['\u1fc4', '\u0389\u0345'],
  ['\u1fc7', '\u1fcc\u0342'],
  ['\u1ff2', '\u1ffa\u0345'],
  ['\u1ff4', '\u038f\u0345'],
  ['\u1ff7', '\u1ffc\u0342'],
]);

/** Greek letters with an iota below have one title letter with an iota beside. */
function greekTitle(code: number): string | undefined {
  if (code >= 0x1f80 && code <= 0x1faf) return String.fromCodePoint(code | 8);
  return [0x1fb3, 0x1fc3, 0x1ff3].includes(code) ? String.fromCodePoint(code + 9) : undefined;
}

/** Python's `str.title`: a letter after a non-letter is upper case, every other letter lower case. */
export function titleCase(text: string): string {
  const all = characters(text);
  let inWord = false;
  return all
    .map((char, at) => {
      const result = inWord ? lowerAt(all, at) : titleOf(char);
      inWord = cased.test(char);
      return result;
    })
    .join('');
}

/** Python's `str.capitalize`. */
export function upperFirst(text: string): string {
  const all = characters(text);
  return all.map((char, at) => (at === 0 ? titleOf(char) : lowerAt(all, at))).join('');
}

export function swapCase(text: string): string {
  const all = characters(text);
  return all
    .map((char, at) => {
      if (/\p{Uppercase}/u.test(char)) return lowerAt(all, at);
      return /\p{Lowercase}/u.test(char) ? char.toUpperCase() : char;
    })
    .join('');
}

/** Python's `str.casefold`: what is equal but for its case becomes the same text. */
export function caseFold(text: string): string {
  return characters(text).map(foldOf).join('');
}

function foldOf(char: string): string {
  const code = char.codePointAt(0) as number;
  // The letters that Unicode folds by hand: dotless i, capital sharp s, and Cherokee, which folds to its capitals.
  if (char === 'ı') return char;
  if (char === 'ẞ') return 'ss';
  if (code >= 0xab70 && code <= 0xabbf) return String.fromCodePoint(code - 0xab70 + 0x13a0);
  if (code >= 0x13a0 && code <= 0x13f5) return char;
  if (code >= 0x13f8 && code <= 0x13fd) return String.fromCodePoint(code - 8);
  return characters(char.toUpperCase())
    .map((upper) => upper.toLowerCase())
    .join('');
}

export function isUpper(text: string): boolean {
  return /\p{Uppercase}/u.test(text) && !/[\p{Lowercase}\p{Lt}]/u.test(text);
}

export function isLower(text: string): boolean {
  return /\p{Lowercase}/u.test(text) && !/[\p{Uppercase}\p{Lt}]/u.test(text);
}

/** Python's `str.istitle`: capitals begin words, and only they do. */
export function isTitle(text: string): boolean {
  let inWord = false;
  let hasWord = false;
  for (const char of text) {
    const isCapital = /[\p{Uppercase}\p{Lt}]/u.test(char);
    const isSmall = /\p{Lowercase}/u.test(char);
    if ((isCapital && inWord) || (isSmall && !inWord)) return false;
    inWord = isCapital || isSmall;
    hasWord ||= inWord;
  }
  return hasWord;
}

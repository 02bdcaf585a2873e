/**
 * Shell patterns as Salt's targets know them: `*` (anything, slashes and dots too), `?`, `[abc]`, `[a-z]`, `[!abc]`. An unclosed
 * bracket stands for itself. Matching is bounded by pattern length × text length, whatever the pattern.
 */
type Token = { readonly kind: 'any' } | { readonly kind: 'one'; readonly fits: (character: string) => boolean };

export function compileGlob(pattern: string): (text: string) => boolean {
  const tokens = tokenize(pattern);
  return (text) => run(tokens, [...text]);
}

export function matchGlob(pattern: string, text: string): boolean {
  return compileGlob(pattern)(text);
}

/** Whether a text holds anything that a glob would read as more than itself. */
export function isGlob(text: string): boolean {
  return /[*?[]/.test(text);
}

function tokenize(pattern: string): Token[] {
  const characters = [...pattern];
  const tokens: Token[] = [];
  let at = 0;
  while (at < characters.length) {
    const character = characters[at] as string;
    if (character === '*') {
      if (tokens.at(-1)?.kind !== 'any') tokens.push({ kind: 'any' });
      at += 1;
    } else if (character === '?') {
      tokens.push({ kind: 'one', fits: () => true });
      at += 1;
    } else if (character === '[') {
      const set = readSet(characters, at);
      tokens.push({ kind: 'one', fits: set?.fits ?? ((other) => other === '[') });
      at = set?.end ?? at + 1;
    } else {
      tokens.push({ kind: 'one', fits: (other) => other === character });
      at += 1;
    }
  }
  return tokens;
}

function readSet(
  characters: readonly string[],
  open: number,
): { fits: (character: string) => boolean; end: number } | undefined {
  let first = open + 1;
  const negated = characters[first] === '!';
  if (negated) first += 1;
  // A bracket right after the opening one is a member of the set, not its end.
  const close = characters.indexOf(']', first + 1);
  if (close < 0) return undefined;
  const ranges: [string, string][] = [];
  for (let at = first; at < close; at += 1) {
    const low = characters[at] as string;
    if (characters[at + 1] === '-' && at + 2 < close) {
      ranges.push([low, characters[at + 2] as string]);
      at += 2;
    } else {
      ranges.push([low, low]);
    }
  }
  return {
    fits: (character) => ranges.some(([low, high]) => within(character, low, high)) !== negated,
    end: close + 1,
  };
}

/** By code point: the order of strings goes by halves of characters. */
function within(character: string, low: string, high: string): boolean {
  const [point, first, last] = [character, low, high].map((one) => one.codePointAt(0) ?? 0) as [number, number, number];
  return first <= point && point <= last;
}

/** Greedy, and on a mismatch only the last `*` takes one more: that is enough for globs and keeps the time bounded. */
function run(tokens: readonly Token[], text: readonly string[]): boolean {
  let token = 0;
  let at = 0;
  let star = -1;
  let starAt = 0;
  while (at < text.length) {
    const current = tokens[token];
    if (current?.kind === 'one' && current.fits(text[at] as string)) {
      token += 1;
      at += 1;
    } else if (current?.kind === 'any') {
      star = token;
      starAt = at;
      token += 1;
    } else if (star >= 0) {
      token = star + 1;
      starAt += 1;
      at = starAt;
    } else {
      return false;
    }
  }
  while (tokens[token]?.kind === 'any') token += 1;
  return token === tokens.length;
}

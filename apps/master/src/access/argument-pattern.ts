import type { ArgumentPattern } from '@fleet/config';
import { isList, type Value } from '@fleet/values';

/**
 * `*` and `?` stand for characters of one word: a rule for `cortensord*` must not let `cortensord,other` through, nor one for
 * `systemctl status *` a second command. `**` stands for anything.
 */
type Token = { readonly kind: 'anything' | 'word' | 'one' } | { readonly kind: 'literal'; readonly character: string };

const wordCharacter = /^[A-Za-z0-9_@%+=:./~-]$/;
/** A step up leads out of the folder that a rule names. */
const stepUp = /(?:^|\/)\.\.(?:\/|$)/;
/** Characters that are compared; more is not what somebody wrote a rule for. */
const longest = 65_536;

/** Whether a value is what the pattern allows. A list is, where each of its items is. */
export function fitsPattern(pattern: ArgumentPattern, value: Value): boolean {
  if (pattern === '**') return true;
  if (isList(value)) return value.length > 0 && value.every((item) => !isList(item) && fitsPattern(pattern, item));
  if (typeof pattern === 'boolean') return value === pattern;
  if (typeof pattern === 'number') return value === pattern || value === BigInt(pattern);
  if (typeof value === 'number' || typeof value === 'bigint') return fitsText(pattern, String(value));
  return typeof value === 'string' && fitsText(pattern, value);
}

function fitsText(pattern: string, text: string): boolean {
  const tokens = tokenize(pattern);
  const anything = tokens.some(({ kind }) => kind === 'anything');
  if (text.length > longest || (!anything && stepUp.test(text) && !stepUp.test(pattern))) return false;
  return run(tokens, text);
}

function tokenize(pattern: string): Token[] {
  const parts = pattern.match(/\*\*+|[\s\S]/gu) ?? [];
  return parts.map((part): Token => {
    if (part === '*') return { kind: 'word' };
    if (part.startsWith('**')) return { kind: 'anything' };
    return part === '?' ? { kind: 'one' } : { kind: 'literal', character: part };
  });
}

/** All places of the pattern that the text so far leads to, at once: the time is bounded by length × length. */
function run(tokens: readonly Token[], text: string): boolean {
  let reached = opened(new Set([0]), tokens);
  for (const character of text) {
    const next = new Set<number>();
    for (const place of reached) {
      const token = tokens[place];
      if (!token || !takes(token, character)) continue;
      next.add(token.kind === 'anything' || token.kind === 'word' ? place : place + 1);
    }
    if (next.size === 0) return false;
    reached = opened(next, tokens);
  }
  return reached.has(tokens.length);
}

function takes(token: Token, character: string): boolean {
  if (token.kind === 'literal') return token.character === character;
  return token.kind === 'anything' || wordCharacter.test(character);
}

/** Whoever stands before a star stands behind it too. */
function opened(places: Set<number>, tokens: readonly Token[]): Set<number> {
  for (const place of places) {
    const kind = tokens[place]?.kind;
    if (kind === 'anything' || kind === 'word') places.add(place + 1);
  }
  return places;
}

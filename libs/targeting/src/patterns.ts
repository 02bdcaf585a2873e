import { RE2JS, RE2JSException } from 're2js';
import type { TextTest } from './data-match.js';
import { translatePattern } from './python-pattern.js';

export type Pattern = { readonly fits: TextTest } | { readonly malformed: string; readonly at: number };

/** Anchored at the start only, as Python's `re.match`; RE2 runs in linear time, so that no target can stall a minion. */
export function compilePattern(source: string): Pattern {
  const translated = translatePattern(source);
  if ('malformed' in translated)
    return { malformed: `not a regular expression: ${translated.malformed}`, at: translated.at };
  try {
    const pattern = RE2JS.compile(translated.pattern);
    return { fits: (text) => pattern.matcher(text).lookingAt() };
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    const words = error.message.replace(/^error parsing regexp: /, '');
    return { malformed: `not a regular expression: ${words}`, at: 0 };
  }
}

/**
 * Data is matched without regard to case, and Salt does that by writing both sides in small letters, the pattern's escapes with them.
 * Which part of an expression is the pattern depends on the data: each possible one is compiled once, and one that is none fits nothing.
 */
export function patternTests(): (pattern: string) => TextTest {
  const compiled = new Map<string, TextTest>();
  return (source) => {
    let test = compiled.get(source);
    if (!test) {
      const pattern = compilePattern(source.toLowerCase());
      test = 'fits' in pattern ? (text) => pattern.fits(text.toLowerCase()) : () => false;
      compiled.set(source, test);
    }
    return test;
  };
}

/** An escape that means something else in small letters. */
export function foldedEscape(source: string): string | undefined {
  return /(?<!\\)(?:\\\\)*(\\[A-Z])/.exec(source)?.[1];
}

import { translatePattern } from '@fleet/values';
import { RE2JS, RE2JSException } from 're2js';
import type { TextTest } from './data-match.js';

export type Pattern = { readonly fits: TextTest } | { readonly malformed: string; readonly at: number };

/** Longer ones are no patterns that anybody reads; compiled programs grow with them. */
const longest = 2_000;

/** Anchored at the start only, as Python's `re.match`; RE2 runs in linear time, so that no target can stall a minion. */
export function compilePattern(source: string): Pattern {
  if (source.length > longest)
    return { malformed: `not a regular expression: it is longer than ${longest} characters`, at: longest };
  const translated = translatePattern(source);
  if ('problem' in translated)
    return { malformed: `not a regular expression: ${translated.problem}`, at: translated.offset };
  try {
    const pattern = RE2JS.compile(translated.source);
    const fits: TextTest = (text) => pattern.matcher(text).lookingAt();
    // Python's `$` also matches before a line end that ends the text.
    return {
      fits: translated.hasDollar ? (text) => fits(text) || (text.endsWith('\n') && fits(text.slice(0, -1))) : fits,
    };
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

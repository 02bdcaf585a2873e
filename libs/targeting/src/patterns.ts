import { translatePattern } from '@fleet/values';
import { RE2JS, RE2JSException } from 're2js';
import type { TextTest } from './data-match.js';

export type Pattern = { readonly fits: TextTest } | { readonly malformed: string; readonly at: number };

/** Longer ones are no patterns that anybody reads; compiled programs grow with them. */
const longest = 2_000;

/** Anchored at the start only, as Python's `re.match`; RE2 runs in linear time, so that no target can stall a minion. */
export function compilePattern(source: string): Pattern {
  const pattern = compile(source);
  return 'malformed' in pattern ? pattern : { fits: (text) => pattern.finds(text, 'lookingAt') };
}

function compile(source: string, options: SearchOptions = {}): { finds: Find } | { malformed: string; at: number } {
  if (source.length > longest)
    return { malformed: `not a regular expression: it is longer than ${longest} characters`, at: longest };
  const translated = translatePattern(source, options);
  if ('problem' in translated)
    return { malformed: `not a regular expression: ${translated.problem}`, at: translated.offset };
  try {
    const pattern = RE2JS.compile(translated.source);
    const finds: Find = (text, how) => pattern.matcher(text)[how]();
    if (!translated.hasDollar) return { finds };
    // Python's `$` also matches before a line end that ends the text.
    return { finds: (text, how) => finds(text, how) || (text.endsWith('\n') && finds(text.slice(0, -1), how)) };
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    const words = error.message.replace(/^error parsing regexp: /, '');
    return { malformed: `not a regular expression: ${words}`, at: 0 };
  }
}

/** At the start, or anywhere. */
type Find = (text: string, how: 'lookingAt' | 'find') => boolean;

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

export interface SearchOptions {
  /** `^` and `$` stand for the ends of lines. */
  readonly multiline?: boolean;
  readonly ignoreCase?: boolean;
}

/** A regular expression in Python's syntax that is looked for anywhere in a text, in linear time. */
export function searchPattern(
  source: string,
  options: SearchOptions = {},
): { readonly finds: TextTest } | { readonly malformed: string; readonly at: number } {
  const pattern = compile(source, options);
  return 'malformed' in pattern ? pattern : { finds: (text) => pattern.finds(text, 'find') };
}

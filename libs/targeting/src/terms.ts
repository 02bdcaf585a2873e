import { RE2JS, RE2JSException } from 're2js';
import type { TargetType } from '@fleet/protocol';
import { compileGlob } from './glob.js';
import { matchData, type TextTest } from './data-match.js';
import { addressesOf, parseAddressRange } from './ip-match.js';
import { matcher, type Matcher, type Subject } from './matcher.js';

/** A term that could be parsed, or why not. `warning` is for terms that are well-formed but can never match. */
export type Term = { readonly matcher: Matcher; readonly warning?: string } | { readonly malformed: string };

export type TermType = Exclude<TargetType, 'compound' | 'nodegroup'> | 'pillar_pcre';

export function parseTerm(type: TermType, expression: string, delimiter = ':'): Term {
  if (expression.trim() === '') return { malformed: `a ${names[type]} target needs an expression` };
  switch (type) {
    case 'glob': {
      const fits = compileGlob(expression);
      return { matcher: matcher((subject) => fits(subject.id)) };
    }
    case 'list':
      return parseList(expression);
    case 'pcre': {
      const pattern = compilePattern(expression);
      if ('malformed' in pattern) return pattern;
      return { matcher: matcher((subject) => pattern.fits(subject.id)) };
    }
    case 'ipcidr': {
      const includes = parseAddressRange(expression);
      if (!includes) return { malformed: `${expression} is neither an IP address nor a CIDR range` };
      return { matcher: matcher((subject) => includes(addressesOf(subject.grains)), 'grains') };
    }
    case 'grain':
    case 'pillar':
      return parseData(type === 'grain' ? 'grains' : 'pillar', expression, delimiter, globTest);
    case 'grain_pcre':
    case 'pillar_pcre':
      return parsePatternData(type === 'grain_pcre' ? 'grains' : 'pillar', expression, delimiter);
  }
}

const names: Record<TermType, string> = {
  glob: 'glob',
  list: 'list',
  pcre: 'regular expression',
  ipcidr: 'network',
  grain: 'grain',
  grain_pcre: 'grain pattern',
  pillar: 'pillar',
  pillar_pcre: 'pillar pattern',
};

function parseList(expression: string): Term {
  const ids = new Set(expression.split(',').map((id) => id.trim()));
  if (ids.has('')) return { malformed: 'a list target has an empty entry' };
  return { matcher: matcher((subject) => ids.has(subject.id)) };
}

function parseData(
  where: 'grains' | 'pillar',
  expression: string,
  delimiter: string,
  test: (pattern: string) => TextTest,
): Term {
  const matches = (subject: Subject): boolean => {
    const data = subject[where];
    return data !== undefined && matchData(data, expression, delimiter, test);
  };
  const warning = expression.includes(delimiter)
    ? undefined
    : `${expression} has no "${delimiter}" between key and value and never matches`;
  return { matcher: matcher(matches, where), ...(warning !== undefined && { warning }) };
}

/** Data is matched without regard to case. */
function globTest(pattern: string): TextTest {
  const fits = compileGlob(pattern.toLowerCase());
  return (text) => fits(text.toLowerCase());
}

/** Which part of the expression is the pattern depends on the data: each possible one must be a pattern, and is compiled once. */
function parsePatternData(where: 'grains' | 'pillar', expression: string, delimiter: string): Term {
  const parts = expression.split(delimiter);
  const compiled = new Map<string, TextTest>();
  let problem: string | undefined;
  for (let keys = parts.length - 1; keys > 0; keys -= 1) {
    const text = parts.slice(keys).join(delimiter);
    const pattern = compilePattern(text, RE2JS.CASE_INSENSITIVE);
    // Splitting inside of a group gives halves that are no patterns; only the whole has to be one.
    if ('fits' in pattern) compiled.set(text, pattern.fits);
    else problem = pattern.malformed;
  }
  if (compiled.size === 0 && problem !== undefined) return { malformed: problem };
  const test = (pattern: string): TextTest => {
    let fits = compiled.get(pattern);
    if (!fits) {
      const late = compilePattern(pattern, RE2JS.CASE_INSENSITIVE);
      fits = 'fits' in late ? late.fits : () => false;
      compiled.set(pattern, fits);
    }
    return fits;
  };
  return parseData(where, expression, delimiter, test);
}

/** Anchored at the start only, as Python's `re.match`; RE2 runs in linear time, so that no target can stall a minion. */
function compilePattern(expression: string, flags = 0): { fits: TextTest } | { malformed: string } {
  try {
    const pattern = RE2JS.compile(expression, flags);
    return { fits: (text) => pattern.matcher(text).lookingAt() };
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    return { malformed: `not a regular expression: ${error.message.replace(/^error parsing regexp: /, '')}` };
  }
}

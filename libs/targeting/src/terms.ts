import type { TargetType } from '@fleet/protocol';
import { compileGlob } from './glob.js';
import { matchData, type MakeTest } from './data-match.js';
import { addressesOf, parseAddressRange } from './ip-match.js';
import { matcher, type Matcher, type Subject } from './matcher.js';
import { entriesOf } from './named-ids.js';
import { compilePattern, foldedEscape, patternTests } from './patterns.js';

/**
 * A term that could be parsed, or why not and at which offset of its expression. `warning` is for terms that are well-formed but do not
 * do what they seem to.
 */
export type Term =
  { readonly matcher: Matcher; readonly warning?: Warning } | { readonly malformed: string; readonly at?: number };

export interface Warning {
  readonly code: 'target.never-matches' | 'target.empty-entry' | 'target.small-letters';
  readonly message: string;
}

export type TermType = Exclude<TargetType, 'compound' | 'nodegroup'>;

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
      const range = parseAddressRange(expression);
      if ('malformed' in range) return range;
      return { matcher: matcher((subject) => range.includes(addressesOf(subject.grains)), 'grains') };
    }
    case 'grain':
    case 'pillar':
      return parseData(type === 'grain' ? 'grains' : 'pillar', expression, delimiter, globTest);
    case 'pillar_exact':
      return parseData('pillar', expression, delimiter, exactTest);
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
  pillar_exact: 'pillar',
};

function parseList(expression: string): Term {
  const entries = entriesOf(expression);
  const ids = new Set(entries.filter((id) => id !== ''));
  if (ids.size === 0) return { malformed: 'a list target needs an id' };
  return {
    matcher: matcher((subject) => ids.has(subject.id)),
    ...(entries.includes('') && {
      warning: {
        code: 'target.empty-entry',
        message: 'the list has an empty entry: an id may be missing from it',
      } as const,
    }),
  };
}

function parseData(where: 'grains' | 'pillar', expression: string, delimiter: string, makeTest: MakeTest): Term {
  const matches = (subject: Subject): boolean => {
    const data = subject[where];
    return data !== undefined && matchData(data, expression, delimiter, makeTest);
  };
  if (expression.includes(delimiter)) return { matcher: matcher(matches, where) };
  const message = `${expression} has no "${delimiter}" between key and value and never matches`;
  return { matcher: matcher(matches, where), warning: { code: 'target.never-matches', message } };
}

/** Data is matched without regard to case. */
function globTest(pattern: string): (text: string) => boolean {
  const fits = compileGlob(pattern.toLowerCase());
  return (text) => fits(text.toLowerCase());
}

function exactTest(pattern: string): (text: string) => boolean {
  const wanted = pattern.toLowerCase();
  return (text) => text.toLowerCase() === wanted;
}

/** Which part of the expression is the pattern depends on the data; at least one that could be has to be a pattern. */
function parsePatternData(where: 'grains' | 'pillar', expression: string, delimiter: string): Term {
  const term = parseData(where, expression, delimiter, patternTests());
  if ('malformed' in term || term.warning !== undefined) return term;
  let offset = expression.indexOf(delimiter) + delimiter.length;
  const longest = compilePattern(expression.slice(offset).toLowerCase());
  // A pattern that is cut inside of a group is none; where the whole is none either, a shorter one has to be.
  if ('malformed' in longest) {
    const first = { malformed: longest.malformed, at: offset + longest.at };
    for (let valid = false; !valid;) {
      const next = expression.indexOf(delimiter, offset);
      if (next < 0) return first;
      offset = next + delimiter.length;
      valid = 'fits' in compilePattern(expression.slice(offset).toLowerCase());
    }
  }
  const folded = foldedEscape(expression.slice(offset));
  if (folded === undefined) return term;
  const message = `${folded} is read as ${folded.toLowerCase()} here: data is matched in small letters, pattern and all`;
  return { ...term, warning: { code: 'target.small-letters', message } };
}

import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parseReplacement } from '@fleet/values';
import { compileAnyPattern, PatternTooSlow } from './backtracking-pattern.js';
import { compilePattern } from './linear-pattern.js';
import { Pattern } from './pattern.js';

/** Pattern, flags, text, replacement, and what Python's `re` found: start, end, groups, and the text with every match replaced. */
type Found = [start: number, end: number, groups: (string | null)[], replaced: string | null];
const cases = JSON.parse(readFileSync('libs/rendering/src/python/pattern.cases.json', 'utf8')) as [
  string,
  string,
  string,
  string,
  Found | null,
][];

function compiled(pattern: string, flags = ''): ReturnType<typeof compilePattern> {
  return compilePattern(pattern, {
    ignoreCase: flags.includes('i'),
    multiline: flags.includes('m'),
    dotAll: flags.includes('s'),
    verbose: flags.includes('x'),
  });
}

function replaced(pattern: Pattern, text: string, by: string): string | null {
  const parts = parseReplacement(by);
  if ('problem' in parts || pattern.missingGroup(parts) !== undefined) return null;
  return pattern.replace(text, parts).text;
}

describe('a Python pattern', () => {
  it.each(cases)('%j (%s) in %j, replaced by %j', (pattern, flags, text, by, found) => {
    const regex = compiled(pattern, flags);
    if (found === null) return expect(regex).toMatchObject({ problem: expect.any(String), offset: expect.any(Number) });
    if (!(regex instanceof Pattern)) throw new Error(regex.problem);
    const match = regex.search(text);
    expect([match?.start, match?.end, match?.groups.slice(1), replaced(regex, text, by)]).toEqual(found);
  });

  const refused: [pattern: string, offset: number, says: RegExp][] = [
    ['a(?=b)', 1, /look-around/],
    ['(?<!a)b', 0, /look-around/],
    ['(a)\\1', 3, /reference to a group/],
    ['(?P<x>a)(?P=x)', 8, /reference to a group/],
    ['a*+', 1, /possessive/],
    ['(?>a)', 0, /atomic/],
    ['a(', 1, /not closed/],
    ['a)', 1, /nothing opens/],
    ['[a', 0, /not closed/],
    ['*a', 0, /repeated/],
    ['\\q', 0, /means nothing/],
    ['a{2000}', 1, /1000/],
    ['x(?i)', 1, /beginning/],
  ];
  it.each(refused)('%s is refused, at %d', (pattern, offset, says) =>
    expect(compiled(pattern)).toEqual({ problem: expect.stringMatching(says), offset }),
  );

  const bombs: [pattern: string, text: string][] = [
    ['(a+)+$', `${'a'.repeat(50_000)}!`],
    ['(a|aa)+$', `${'a'.repeat(50_000)}!`],
    ['(.*)*x', 'y'.repeat(50_000)],
    ['([a-zA-Z]+)*\\d', 'z'.repeat(50_000)],
    ['(\\w+\\s?)*:$', 'word '.repeat(10_000)],
    ['^(([a-z])+.)+[A-Z]([a-z])+$', 'a'.repeat(50_000)],
  ];
  it.each(bombs)('%s does not explode', (pattern, text) => {
    const regex = compiled(pattern);
    if (!(regex instanceof Pattern)) throw new Error(regex.problem);
    expect(regex.match(text)).toBeUndefined();
  });

  /** Patterns that need backtracking: text, replacement, and what Python's `re.sub` made of it. */
  const all: [pattern: string, flags: string, text: string, by: string, replaced: string][] = [
    ['^(?!#)(.*)$', 'm', '# a\nb\n', '#\\1', '# a\n#b\n#'],
    ['(\\w)\\1', '', 'abba-cc', '<\\1>', 'a<b>a-<c>'],
    ['(?P<q>[\'"]).*?(?P=q)', '', "x=\"a'b\" y='c'", '\\g<q>', 'x=" y=\''],
    ['(?<=port=)\\d+(?= )', 'i', 'Port=80 port=81 x', '9', 'Port=9 port=9 x'],
    ['a(?=.$)', '', 'aab\n', '-', 'a-b\n'],
    ['(?<![.\\w-])x[-/#&~]', '', 'x- .x/ x& -x~', '_', '_ .x/ _ -x~'],
  ];
  it.each(all)('%s (%s) is matched where nobody else must agree', (pattern, flags, text, by, result) => {
    const regex = compileAnyPattern(pattern, { ignoreCase: flags.includes('i'), multiline: flags.includes('m') });
    if (!(regex instanceof Pattern)) throw new Error(regex.problem);
    expect(replaced(regex, text, by)).toBe(result);
  });

  it('is given up where it takes too long', () => {
    const regex = compileAnyPattern('(?=x|a)(a+)+$');
    if (!(regex instanceof Pattern)) throw new Error(regex.problem);
    expect(() => regex.search(`${'a'.repeat(60)}!`)).toThrow(PatternTooSlow);
  });

  it.each(['(a)(?>b)', 'a*+', '(?(1)a)', '(?=a', 'x(?=*)'])('%s is refused everywhere', (pattern) =>
    expect(compileAnyPattern(pattern)).toMatchObject({ problem: expect.any(String) }),
  );
});

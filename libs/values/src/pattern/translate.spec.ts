import { describe, expect, it } from '@jest/globals';
import { parseReplacement } from './replacement.js';
import { translatePattern } from './translate.js';

describe('a pattern of Python in the syntax of RE2', () => {
  const cases: [pattern: string, source: string][] = [
    ['a+?b{2,3}', 'a+?b{2,3}'],
    ['a{,2}', 'a{0,2}'],
    ['{a}', '\\{a\\}'],
    ['^a$', '\\Aa\\z'],
    ['\\Aa\\Z', '\\Aa\\z'],
    ['(?m)^a$', '(?m:^)a(?m:$)'],
    ['(?i)a', '(?i)a'],
    ['(?x) a # why', 'a'],
    ['(?P<name>\\d)', '(?P<name>[\\p{Nd}])'],
    ['(?a:\\w)\\w', '(?:[0-9A-Za-z_])[\\p{L}\\p{N}_]'],
    ['[[:alpha:]]', '[\\[:alpha:]\\]'],
    ['[]a]', '[\\]a]'],
    ['\\x41\\u0042\\103', 'ABC'],
  ];
  it.each(cases)('%s is %s', (pattern, source) => expect(translatePattern(pattern)).toMatchObject({ source }));
});

describe('a replacement of Python', () => {
  it('is text and groups', () => {
    expect(parseReplacement('a\\1\\g<x>\\g<0>\\n\\.\\\\')).toEqual([
      'a',
      { group: 1 },
      { group: 'x' },
      { group: 0 },
      '\n',
      '\\.',
      '\\',
    ]);
  });

  it.each(['\\q', '\\g<>', '\\g<1x>', 'a\\'])('%s is none', (text) =>
    expect(parseReplacement(text)).toMatchObject({ problem: expect.any(String) }),
  );
});

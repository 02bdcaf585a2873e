import { describe, expect, it } from '@jest/globals';
import { isGlob, matchGlob } from './index.js';

describe('globs', () => {
  it.each<[string, string, boolean]>([
    ['*', '', true],
    ['a*c', 'abbc', true],
    ['a*c', 'abcd', false],
    ['a?c', 'ac', false],
    ['web[0-9]', 'web7', true],
    ['web[!0-9]', 'web7', false],
    ['web[!0-9]', 'webx', true],
    ['[]]', ']', true],
    ['a[', 'a[', true],
    ['a.c', 'abc', false],
    ['*/b', 'x/y/b', true],
    ['a-[a-]', 'a--', true],
    ['*ab*ab*', 'xabyab', true],
  ])('%s on %s → %s', (pattern, text, expected) => {
    expect(matchGlob(pattern, text)).toBe(expected);
  });

  it('answer for patterns that make backtracking matchers explode', () => {
    expect(matchGlob(`${'*a'.repeat(200)}b`, 'a'.repeat(5_000))).toBe(false);
  });

  it('are told from plain names', () => {
    expect(['a*', 'a?', 'a[b]', 'web-1.example@x'].map(isGlob)).toEqual([true, true, true, false]);
  });
});

import { expect, it } from '@jest/globals';
import { excerpt } from './excerpt.js';
import { withoutValues } from './without-values.js';

/** The row with the line as it is shown. */
function masked(line: string): string {
  const given = {
    severity: 'error',
    code: 'x.y',
    summary: '',
    excerpt: excerpt(line, { file: 'a', line: 1, column: 1 }),
  } as const;
  return withoutValues(given).excerpt?.split('\n')[0]?.slice('> 1 | '.length) ?? '';
}

it.each([
  ['KEY: 0xabc', 'KEY: •••••'],
  ['  - name: web-1', '  - name: •••-•'],
  ['  - abc', '  - •••'],
  ['\'quoted key\': "text"', '\'quoted key\': "••••"'],
  ['miner-07: {key: abc, list: [1, two]}', 'miner-07: {key: •••, list: [•, •••]}'],
  ['a: b: c', 'a: •: •'],
  ['  text of a block: 12', '  •••• •• • •••••: ••'],
  ['key: # the old one was 7', 'key: # ••• ••• ••• ••• •'],
  ["{% set key = 'abc' ~ 12 %}", "{% set key = '•••' ~ •• %}"],
  ['port: {{ grains.prot }}', 'port: {{ grains.prot }}'],
  ["{{ pillar['x'] }} # {{ 'y' }}", "{{ pillar['•'] }} # •• ••• ••"],
  ['key: |', 'key: |'],
  ['日本: 語', '••••: ••'],
])('of %j an excerpt shows %j', (line, shown) => expect(masked(line)).toBe(shown));

it('keeps the caret under its character, and what a line became as hidden as the line', () => {
  const at = { file: 'a', line: 2, column: 7 };
  const read = { text: 'k: a: b', line: 1, column: 5 };
  const given = {
    severity: 'error',
    code: 'x.y',
    summary: 'hm',
    at,
    excerpt: excerpt('x: 1\nk: {{ v }}', at, 1, read),
  } as const;
  expect(withoutValues(given)).toEqual({
    ...given,
    excerpt: '  1 | x: •\n> 2 | k: {{ v }}\n    |       ^\n  → | k: •: •\n    |     ^',
  });
});

it('hides what a sentence quotes of a number', () => {
  expect(withoutValues({ severity: 'error', code: 'x.y', summary: '0x5290840009… is read as a number' })).toEqual({
    severity: 'error',
    code: 'x.y',
    summary: '0x… is read as a number',
  });
});

it.each<[string, string, string]>([
  ['yaml.unknown-alias', 'no anchor is called hunter2', 'no anchor is called •••••••'],
  ['yaml.unknown-tag', 'nothing is known of the tag !hunter2', 'nothing is known of the tag ••••••••'],
  ['template.value', 'not a time: hunter2', 'not a time: •••••••'],
  ['template.value', "the dict has no key 'hunter2' to pop", "the dict has no key '•••••••' to pop"],
  [
    'template.regex',
    'malformed regular expression "(h2", at 1: open',
    'malformed regular expression "•••", at 1: open',
  ],
  ['template.undefined', "'dict object' has no attribute 'nope'", "'dict object' has no attribute 'nope'"],
])('hides what a sentence of %s quotes of the file', (code, summary, shown) => {
  expect(withoutValues({ severity: 'error', code, summary }).summary).toBe(shown);
});
